"""E-mail: SMTP, LMTP and IMAP in, SMTP out."""
