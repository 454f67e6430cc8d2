// time[data-zone="Asia/Tokyo"] shows the time of day there, minute by minute.
const tell = () => document.querySelectorAll("time[data-zone]").forEach((clock) => {
  const told = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  clock.textContent = told.format(new Date());
});
setInterval(tell, 20_000);
