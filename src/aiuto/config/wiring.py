"""What a lower floor calls on a higher one, as dotted names: the transport of each channel, the fetcher of images."""

TRANSPORTS = {
    "email": "aiuto.channels.email.outbound.send",
}
DEMO_TRANSPORTS = {
    "email": "aiuto.channels.email.kept.keep",
}
IMAGE_FETCHER = "aiuto.channels.http.images.fetch_image"
