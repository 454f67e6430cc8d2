"""The wires to the outside, one folder a kind: inbound adapter and outbound transport. No rules."""
