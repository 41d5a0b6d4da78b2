"""The emulators for every test that asks for one, the conformance table, golden files, a key, and
the prices as they are shipped."""

pytest_plugins = [
    "mcdeploy.testing.emulators",
    "mcdeploy.testing.plugin",
    "tests.golden_files",
    "tests.shipped_prices",
    "tests.signing_key",
]
