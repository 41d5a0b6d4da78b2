"""What lies in a bucket: its keys, and the documents under them. Every one names its schema."""
