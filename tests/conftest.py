"""The emulators for every test that asks for one, and the table of the conformance suite."""

pytest_plugins = ["mcdeploy.testing.emulators", "mcdeploy.testing.plugin"]
