"""The command line: `aiuto COMMAND`. One module a command, each calls one flow."""
