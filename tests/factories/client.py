"""A client of the running service that knows whose key it holds."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import httpx

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Client:
    """Speaks to the service over real HTTP as one key."""

    http: httpx.Client
    token: str | None

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = dict(options.pop("headers", {}))
        if self.token is not None:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        return self.http.request(method, path, headers=headers, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def patch(self, path: str, json: Json, etag: str = "*", **options: Any) -> httpx.Response:
        headers = {"If-Match": etag, **options.pop("headers", {})}
        return self.request("PATCH", path, json=json, headers=headers, **options)

    def delete(self, path: str, etag: str = "*", **options: Any) -> httpx.Response:
        headers = {"If-Match": etag, **options.pop("headers", {})}
        return self.request("DELETE", path, headers=headers, **options)

    def made(self, path: str, json: Json) -> Json:
        """Create something that is valid."""
        response = self.post(path, json=json)
        assert response.status_code == 201, response.text
        body: Json = response.json()
        return body


def codes_of(response: httpx.Response) -> list[str]:
    """Return the codes of the single faults of a problem."""
    return [fault["code"] for fault in response.json()["errors"]]
