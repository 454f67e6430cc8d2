"""F4: a slot is random, bound to its writer, good for a day; downloads look at the rights each time."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from aiuto.people.models import Team
from aiuto.tickets.models import Message, Upload


def enter(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def put(client, world) -> Upload:
    path = f"/tickets/{world.things['ours']['reference']}/reply/files/"
    client.post(path, {"files": SimpleUploadedFile("segreto.txt", b"mio")})
    return Upload.objects.latest("id")


def files_sent(client, world, slot: str) -> int:
    path = f"/tickets/{world.things['ours']['reference']}/reply/"
    client.post(path, {"text": "Ecco", "slots": slot, "confirmed": "1"})
    return Message.objects.latest("id").attachments.count()


def test_slot_is_random_and_long(world):
    client = enter(world.users["agent"])
    slots = {put(client, world).slot for _ in range(5)}
    assert len(slots) == 5
    assert all(len(slot) == 26 and slot.isalnum() for slot in slots)


def test_slot_of_somebody_else_adds_nothing(world):
    upload = put(enter(world.users["agent"]), world)
    assert files_sent(enter(world.users["lead"]), world, upload.slot) == 0
    assert files_sent(enter(world.users["agent"]), world, upload.slot) == 1


def test_slot_is_gone_after_a_day(world):
    client = enter(world.users["agent"])
    upload = put(client, world)
    Upload.objects.filter(pk=upload.pk).update(created_at=timezone.now() - timedelta(hours=24, minutes=1))
    assert files_sent(client, world, upload.slot) == 0


def test_download_looks_at_the_right_each_time(world):
    client = enter(world.users["agent"])
    path = f"/attachments/{world.things['ours']['attachment']}/"
    assert client.get(path).status_code == 200
    for team in Team.objects.all():
        team.members.remove(world.users["agent"])
    assert client.get(path).status_code == 404
