"""What a lower floor calls on a higher one, as dotted names: transports and what their ends mean, checks, fetchers."""

TRANSPORTS = {
    "email": "aiuto.channels.email.outbound.send",
    "webhook": "aiuto.channels.webhook.outbound.send",
}
DEMO_TRANSPORTS = {
    "email": "aiuto.channels.email.kept.keep",
    "webhook": "aiuto.channels.webhook.kept.keep",
}
OUTCOMES = {
    "webhook": "aiuto.flows.settle_payout.settle_payout",
}
MAILBOX_CHECK = "aiuto.channels.email.checking.examine"
IMAGE_FETCHER = "aiuto.channels.http.images.fetch_image"
