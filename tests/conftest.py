"""The emulators for every test that asks for one, the conformance table, and golden files."""

pytest_plugins = ["mcdeploy.testing.emulators", "mcdeploy.testing.plugin", "tests.golden_files"]
