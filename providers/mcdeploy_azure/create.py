"""Making a container, and the command that does the same by hand."""

from azure.core.exceptions import ResourceExistsError

from mcdeploy_azure import AzureSettings
from mcdeploy_azure.client import Client
from mcdeploy_azure.translate import Translation, code


def command(client: Client) -> str:
    """What a person types to make the container."""
    where = f" --blob-endpoint {client.endpoint}" if client.endpoint else ""
    return (
        f"az storage container create --name {client.name} --account-name {client.account}"
        f"{where} --auth-mode login"
    )


def create(who: str, settings: AzureSettings) -> None:
    """Make the container in the account, whose region it shares; private to those with rights."""
    client = Client(who, settings)
    errors = Translation(who, client.name, command(client))
    try:
        with errors.during("create", f"container {client.name}"):
            _create(client)
    finally:
        client.close()


def _create(client: Client) -> None:
    try:
        client.container.create_container()
    except ResourceExistsError as error:
        if code(error) != "ContainerAlreadyExists":
            raise
