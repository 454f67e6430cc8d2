"""What a lower floor calls on a higher one, as dotted names: transports, mailbox check, fetcher of images."""

TRANSPORTS = {
    "email": "aiuto.channels.email.outbound.send",
}
DEMO_TRANSPORTS = {
    "email": "aiuto.channels.email.kept.keep",
}
MAILBOX_CHECK = "aiuto.channels.email.checking.examine"
IMAGE_FETCHER = "aiuto.channels.http.images.fetch_image"
