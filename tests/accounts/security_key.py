"""A security key made of software: registers and signs as WebAuthn asks (ES256, attestation "none")."""

import hashlib
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "https://testserver"


class SecurityKey:
    def __init__(self, host="testserver"):
        self.number = os.urandom(16)
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.host = hashlib.sha256(host.encode()).digest()
        self.uses = 0

    def register(self, challenge, origin=ORIGIN):
        """The credential that a browser posts when the key is added."""
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(b"\x00" * 16, self.number, public)
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(self.host, flags, self.uses, bytes(credential))
        return self._answer(
            clientDataJSON=self._client("webauthn.create", challenge, origin),
            attestationObject=bytes(AttestationObject.create("none", data, {})),
        )

    def sign(self, challenge, origin=ORIGIN):
        """The credential that a browser posts when the key is touched to sign in."""
        self.uses += 1
        data = bytes(AuthenticatorData.create(self.host, AuthenticatorData.FLAG.UP, self.uses))
        client = self._client("webauthn.get", challenge, origin)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _client(self, kind, challenge, origin):
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def _answer(self, **response):
        number = websafe_encode(self.number)
        return {
            "id": number,
            "rawId": number,
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {name: websafe_encode(value) for name, value in response.items()},
        }
