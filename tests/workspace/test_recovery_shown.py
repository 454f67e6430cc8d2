"""What shows that a step of a recovery was done, in the stepper and where it is asked."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from aiuto.recovery.models import Recovery
from aiuto.tickets.models import Attachment, Message, Ticket
from tests.flows.recovering import fail, step_of
from tests.workspace.test_recovery import HTMX, ask, page

PAGE_QUERIES = 9


@pytest.fixture
def ticket(make) -> Ticket:
    return make()


@pytest.fixture
def recovery(ticket, agent) -> Recovery:
    return fail(ticket, agent, timezone.now())


def test_photo_of_an_act_is_drawn_small_in_the_stepper_beside_the_request_that_shows_it(
    browser, ticket, recovery, arrive, django_assert_num_queries
):
    other = Ticket.objects.get(
        reference=arrive(message_id="<stock@shop.example>", subject="Magazzino").ticket
    )
    image = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(image, "PNG")
    photo = SimpleUploadedFile("pacco.png", image.getvalue(), "image/png")
    form = ask(browser, ticket, "step-act", words="Spedita")
    assert form.status_code == 422 and 'enctype="multipart/form-data"' in form.text
    link = "https://corriere.example/LX-4471"
    ask(browser, ticket, "step-act", words="Spedita", proof=link, file=photo, request=other.reference)
    shown = page(browser, ticket)
    file = Attachment.objects.get()
    drawn = f"/attachments/{file.pk}/preview/?small"
    assert f'<img class="step-picture" src="{drawn}" alt="pacco.png"' in shown
    assert browser.get(drawn)["Content-Type"].startswith("image/")
    assert (
        f'<a href="{link}"' in shown and f'href="/tickets/{other.reference}/" dir="auto">Magazzino' in shown
    )
    with django_assert_num_queries(PAGE_QUERIES):
        page(browser, ticket)


def test_where_they_said_it_is_a_call_of_now_or_one_of_what_they_said_since_the_fix(
    browser, ticket, recovery, agent, arrive
):
    ask(browser, ticket, "step-act", words="Spedita un'altra", proof="LX-4471")
    arrive(at=timezone.now(), message_id="<thanks@posta.example>", text="Perfetta, grazie")
    wrote = Message.objects.latest("pk")
    wrote.ticket = ticket
    wrote.save()
    form = browser.get(f"/tickets/{ticket.reference}/ask/step-follow-up/", headers=HTMX).text
    assert "in a call just now" in form and "Perfetta, grazie" in form
    ask(browser, ticket, "step-follow-up", answer="content", said_in=wrote.pk)
    assert step_of(recovery, "follow_up").evidence == wrote
