"""What a lower floor calls on a higher one, as dotted names: the transport of each channel."""

TRANSPORTS = {
    "email": "aiuto.channels.email.outbound.send",
}
