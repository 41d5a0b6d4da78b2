"""The emulators for every test that asks for one, the conformance table, golden files, a key."""

pytest_plugins = [
    "mcdeploy.testing.emulators",
    "mcdeploy.testing.plugin",
    "tests.golden_files",
    "tests.signing_key",
]
