"""What we are about to say, before we say it: findings, evidence, commitments and dates. Plain Python."""
