"""The emulators, for every test that asks for one."""

pytest_plugins = ["mcdeploy.testing.emulators"]
