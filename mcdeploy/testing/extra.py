"""What to say when a part of the test suite's own extra is missing."""

REMEDY = "pip install 'mcdeploy[test]'"
