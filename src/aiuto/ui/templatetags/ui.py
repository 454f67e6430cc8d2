"""The components, as template tags: `{% load ui %}`. Each is strict: an unknown attribute is an error.

Where "+" stands, `hx_*` (htmx), `data_*` and `aria_*` pass through. Blocks (…) end with `end<name>`.
Times need `now`, as an attribute or in the context. The gallery, `/ui/gallery/`, shows them all.

Marks
    icon "name" size=""|"large"|"huge"|"tail" label=""
    badge text tone="neutral" icon="" outline=False title=""
        tones: neutral accent good warn bad info plum
    state "open" title="" compact=False
        new open waiting hold solved closed merged snoozed spam; `compact` shows the icon alone
    delivery "sent" title=""
        queued leased sent failed bounced dead undone
    count number cap=99 tone="neutral" label=""
        nothing for zero
    keys "Ctrl K"
    avatar name size=""|"small"|"large" presence=""|"looks"|"writes" decorative=True
        an empty name is a dashed circle: nobody yet
    progress value total= label= tone="accent"

Clocks
    time at style="near"|"full" now=
    clock since due= now= size=""|"large"
        how long somebody has waited since `since`; the dial is full, and red, at `due`
    due at since= now= size=
        how long until `at`, or how late

Charts (pages that draw them load ui/css/chart.css; a table beside says the same)
    columns [ui.charts.Column, …] label= limit=0
    bar share
    interval rate low= high=

Controls
    button… variant="plain"|"primary"|"quiet"|"danger" size=""|"small"|"large" icon= icon_end= label= href=
            type="submit" name= value= form= opens= keys= disabled= busy= pressed= wide= +
        `label` names a button that shows its icon alone; `opens`: a dialog's id; `keys`: its shortcut
    field bound label= help= hide_label= icon= placeholder= autofocus= autocomplete= inputmode= rows= +
    form_errors form
    search action= label= value="" name="q" keys= +
    menu… label= icon= variant= size= square= side=""|"end" up=
        holds menu_item…, <hr>, <p class="menu-title">
    menu_item… href= icon= tone= name= value= form= formaction= opens= keys= current= +
    tabs… label=
        holds tab… href= current= number= icon= keys= +
    nav_link… href= icon= current= number= tone= keys= +
    theme_switch

Blocks
    panel… title= id= icon= quiet= +
        inside: .panel-actions
    facts… wide=
        holds fact… term=
    dialog… id= title= wide= +
    empty… title= icon=
    notice… tone="info" title= icon= urgent=
    toast… tone="good" seconds=6 undo= csrf_token=
    table… label=
        holds <thead> and <tbody>; figures have class="number"
    rows… label= airy= +
        holds row… href= title= text= unread= selected= +
        inside a row: .row-lead .row-who .row-end; .row-spare hides where it is narrow
    pagination older= newer= further= note= label=
    message… kind="in"|"out"|"note" author= at= address= id= channel= delivery= now= +
        inside: .message-actions .message-foot; a list of messages is .conversation
    event… icon= at= now=
    attachment name= size= href= type= +

Pages
    stylesheets, scripts, brand, theme (the value of data-theme); filters: message|tone,
    message|undo, date|day, date|month

Classes for pages: .page .page-narrow .page-head .page-line .columns .aside .stack .stack-s .stack-l .cluster
.spread .push .soft .faint .fine .letter .clip .number .prose .plain-text .form .form-row .form-actions
.button-group .attachments .quoted .avatars .nav-section .nav-title .person .wide-only .narrow-only
.visually-hidden.

Behaviours: form[data-draft=url][data-draft-at=iso] with [data-draft-status]; [data-drop] around a file input
and [data-files]; body[data-live=url][data-live-for=id] with [data-listens="topic…"] and hx-trigger="live";
[data-opens=id]; [data-keys="g i"]; [data-first-focus].
"""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from aiuto.ui import assets, blocks, charts, clocks, controls, icons, marks, themes, words

register = template.Library()

for mark in (marks.badge, marks.state, marks.delivery, marks.count, marks.keys, marks.avatar, marks.progress):
    register.simple_tag(mark)
for chart in (charts.columns, charts.bar, charts.interval):
    register.simple_tag(chart)
for moment in (clocks.time, clocks.clock, clocks.due):
    register.simple_tag(moment, takes_context=True)
for control in (controls.field, controls.form_errors, controls.search, blocks.pagination, blocks.attachment):
    register.simple_tag(control)
for holder in (
    controls.button,
    controls.menu,
    controls.menu_item,
    controls.tabs,
    controls.tab,
    controls.nav_link,
):
    register.simple_block_tag(holder)
for block in (
    blocks.panel,
    blocks.facts,
    blocks.fact,
    blocks.dialog,
    blocks.empty,
    blocks.notice,
    blocks.toast,
    blocks.table,
):
    register.simple_block_tag(block)
register.simple_block_tag(blocks.rows)
register.simple_block_tag(blocks.row)
register.simple_block_tag(blocks.message, takes_context=True)
register.simple_block_tag(blocks.event, takes_context=True)
register.simple_tag(controls.theme_switch, takes_context=True)
register.simple_tag(icons.icon, name="icon")
register.simple_tag(assets.stylesheets)
register.simple_tag(assets.scripts)
register.filter("tone", assets.tone_of)
register.filter("undo", assets.undo_of)
register.filter("day", words.day, expects_localtime=True)
register.filter("weekday", words.weekday, expects_localtime=True)
register.filter("month", words.month)


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme the reader chose: auto, light or dark."""
    return themes.chosen(context.get("request"))


@register.simple_tag
def brand() -> SafeString:
    """The mark and the name."""
    return controls.render("brand")
