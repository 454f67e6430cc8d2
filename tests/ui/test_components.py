"""What the components write."""

from datetime import timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from aiuto.ui.charts import Column

HOSTILE = '"><script>alert(1)</script>'


def shown(source: str, **values: object) -> str:
    with translation.override("en"):
        return Template("{% load ui %}" + source).render(Context(values)).strip()


@pytest.mark.parametrize(
    "source",
    [
        "{% badge word title=word %}",
        "{% avatar word decorative=False %}",
        "{% avatar word presence='looks' %}",
        "{% attachment name=word size=3 href=word type=word %}",
        "{% row href='/' title=word text=word %}{% endrow %}",
        "{% message kind='in' author=word address=word at=now channel=word id=word %}{{ word }}{% endmessage %}",
        "{% panel title=word id=word %}{{ word }}{% endpanel %}",
        "{% dialog id=word title=word %}{{ word }}{% enddialog %}",
        "{% fact term=word %}{{ word }}{% endfact %}",
        "{% button label=word value=word icon='x' %}{% endbutton %}",
        "{% menu label=word %}{% menu_item href=word %}{{ word }}{% endmenu_item %}{% endmenu %}",
        "{% notice title=word %}{{ word }}{% endnotice %}",
        "{% toast undo=word %}{{ word }}{% endtoast %}",
        "{% empty title=word icon='inbox' %}{{ word }}{% endempty %}",
        "{% search action=word value=word label=word %}",
        "{% pagination older=word note=word %}",
        "{% tab href=word %}{{ word }}{% endtab %}",
        "{% icon 'inbox' label=word %}",
        "{% progress 1 total=2 label=word %}",
        "{% columns columns label=word %}",
        "{% event icon='inbox' at=now %}{{ word }}{% endevent %}",
    ],
)
def test_component_with_hostile_words_escapes_them(source: str, now) -> None:
    page = shown(source, word=HOSTILE, now=now, columns=[Column(HOSTILE, HOSTILE, 1)])
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_button_with_an_address_is_a_link() -> None:
    page = shown('{% button href="/a" variant="primary" hx_get="/b" %}Go{% endbutton %}')
    assert page == '<a href="/a" class="button button-primary" hx-get="/b">Go</a>'


def test_button_with_a_label_speaks_it() -> None:
    page = shown('{% button icon="x" label="Close" keys="X" %}{% endbutton %}')
    assert 'aria-label="Close"' in page
    assert 'data-keys="x"' in page
    assert "<kbd>" not in page


def test_button_that_opens_a_dialog_needs_no_script() -> None:
    page = shown('{% button opens="sure" %}Open{% endbutton %}')
    assert 'commandfor="sure" command="show-modal"' in page
    assert 'type="button"' in page


def test_count_of_zero_is_nothing() -> None:
    assert shown("{% count 0 %}{% count none %}", none=None) == ""
    assert ">99+<" in shown("{% count 100 %}")


def test_icon_joins_its_strokes_where_they_were() -> None:
    arrows = "M20 18v-2a4 4 0 0 0-4-4H4M9 17l-5-5 5-5"
    assert f'<path d="{arrows}"/></svg>' in shown('{% icon "reply" %}')


@pytest.mark.parametrize(
    "kind", ["image/png", "audio/ogg", "video/mp4", "text/plain", "application/zip", "x/y", ""]
)
def test_attachment_of_any_kind_has_an_icon(kind: str) -> None:
    assert "<svg" in shown(f'{{% attachment name="a" size=3 type="{kind}" %}}')


def test_avatar_of_one_name_keeps_its_hue() -> None:
    assert shown('{% avatar "Ada Lumini" %}') == shown('{% avatar "Ada Lumini" %}')
    assert "avatar-none" in shown('{% avatar "" %}')


def test_clock_fills_and_turns_red_when_due(now) -> None:
    def dial(minutes: int) -> str:
        return shown(
            "{% clock since due=due %}",
            since=now - timedelta(minutes=minutes),
            due=now + timedelta(minutes=100 - minutes),
            now=now,
        )

    assert 'data-part="4"' in dial(40) and 'data-part="1"' in dial(1)
    assert "clock-late" not in dial(40) and "clock-soon" not in dial(40)
    assert "clock-soon" in dial(80)
    assert 'data-part="12"' in dial(100) and "clock-late" in dial(100)


def test_clock_without_due_has_no_dial(now) -> None:
    page = shown("{% clock since %}", since=now - timedelta(minutes=5), now=now)
    assert "data-part" not in page and "5 min" in page


def test_time_of_nothing_is_nothing() -> None:
    assert shown("{% time at %}{% clock at %}{% due at %}", at=None) == ""


class Letter(forms.Form):
    name = forms.CharField(help_text="As you sign.")
    copy = forms.BooleanField(required=False)
    channel = forms.ChoiceField(choices=[("email", "E-mail"), ("phone", "Phone")], widget=forms.RadioSelect)


def test_field_ties_label_help_and_error_together() -> None:
    page = shown("{% field form.name %}", form=Letter(data={}))
    assert 'for="id_name"' in page and 'id="id_name_help"' in page and 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_help id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_field_of_options_is_a_group_with_a_legend() -> None:
    page = shown("{% field form.channel %}", form=Letter())
    assert page.startswith("<fieldset") and "<legend" in page and page.count('type="radio"') == 2


def test_field_of_a_check_has_its_label_after_it() -> None:
    page = shown("{% field form.copy %}", form=Letter())
    assert page.index("<input") < page.index("<label")


def test_form_errors_link_to_their_fields() -> None:
    page = shown("{% form_errors form %}", form=Letter(data={"name": ""}))
    assert 'role="alert"' in page and 'href="#id_name"' in page
    assert shown("{% form_errors form %}", form=Letter()) == ""


def test_message_that_is_a_note_says_who_sees_it(now) -> None:
    page = shown('{% message kind="note" author="Ada" at=now %}x{% endmessage %}', now=now)
    assert "only colleagues see it" in page


def test_toast_with_undo_is_a_form() -> None:
    page = shown('{% toast undo="/undo" seconds=10 csrf_token="abc" %}Sent{% endtoast %}')
    assert 'method="post" action="/undo"' in page and 'value="abc"' in page and ">10<" in page
