"""The use cases: one file, one public function, one transaction each."""
