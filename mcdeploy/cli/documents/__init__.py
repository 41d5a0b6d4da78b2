"""Values as JSON-able documents for programs, each with its schema (docs/json.md). Pure."""
