"""What we owe, to whom, by when: promises made by word or by rule, and what became of them."""
