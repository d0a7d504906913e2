"""A PostgreSQL that takes TLS only: server, worker and backup reach it with its certificate checked, and nobody without."""

import datetime as dt
import ipaddress
import os
import signal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hoctap.core.postgres_programs import hand_over
from tests.faults.machine import Machine, machine

CHECKED = "sslmode=verify-full&sslrootcert="


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def certificate(
    subject: str, key: Any, issuer: str, issuer_key: Any, *, is_ca: bool, address: str = ""
) -> bytes:
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    )
    if address:
        names = [x509.IPAddress(ipaddress.ip_address(address))]
        made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return made.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def serve_tls(own: Machine, authority: Any, address: str) -> None:
    """From now on the database takes nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    given = certificate("database", key, "authority", authority, is_ca=False, address=address)
    for file, content in (("server.key", text), ("server.crt", given)):
        path = own.data / file
        path.write_bytes(content)
        path.chmod(0o600)
        hand_over(path)
    (own.data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n")
    with (own.data / "postgresql.conf").open("a") as configuration:
        configuration.write("ssl = on\nssl_min_protocol_version = 'TLSv1.2'\n")
    os.kill(own.postmaster(), signal.SIGHUP)


def opens(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


def test_everything_goes_by_tls_with_the_certificate_checked(tmp_path: Path):
    authority = ec.generate_private_key(ec.SECP256R1())
    stranger = ec.generate_private_key(ec.SECP256R1())
    known, other = tmp_path / "ca.pem", tmp_path / "other.pem"
    known.write_bytes(certificate("authority", authority, "authority", authority, is_ca=True))
    other.write_bytes(certificate("authority", stranger, "authority", stranger, is_ca=True))
    with machine(tmp_path / "site") as own:
        if own.ask("SHOW ssl_library") == [("",)]:
            pytest.skip("this PostgreSQL was built without TLS")
        own._stop_asking()
        plain = own.environment["DATABASE_OWNER_URL"]
        serve_tls(own, authority, "127.0.0.1")
        own.wait_for(lambda: opens(f"{plain}?{CHECKED}{known}"), "the database does not speak TLS")
        assert not opens(f"{plain}?sslmode=disable")
        assert not opens(f"{plain}?{CHECKED}{other}"), "signed by somebody else"
        for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            own.environment[variable] += f"?{CHECKED}{known}"
        own.start_server()
        own.wait_for(lambda: own.worker() is not None, "no worker")
        own.wait_for(lambda: len(states(own)) >= 2, "server and worker are not connected")
        assert {version for _, version in states(own)} <= {"TLSv1.2", "TLSv1.3"}
        assert all(encrypted for encrypted, _ in states(own))
        key = tmp_path / "key.txt"
        own.run("hoctap", "backup", "--new-key", str(key))
        made = own.run("hoctap", "backup", "--to", str(tmp_path / "backups"))
        assert list((tmp_path / "backups").iterdir()), made.stdout
        serve_tls(own, authority, "127.0.0.2")
        own.wait_for(
            lambda: not opens(f"{plain}?{CHECKED}{known}"), "a certificate for another address is taken"
        )


def states(own: Machine) -> list[tuple[object, ...]]:
    return own.ask(
        "SELECT ssl, version FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'hoctap_app'"
    )
