"""An authority of the tests, and PDFs really signed with its certificates."""

import datetime as dt
import io
from dataclasses import dataclass

import pypdfium2
from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, fields, sign_pdf
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Identity:
    certificate: made.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def _name(common: str, organisation: str = "") -> made.Name:
    parts = [made.NameAttribute(NameOID.COMMON_NAME, common)]
    if organisation:
        parts.append(made.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return made.Name(parts)


def identity(
    common: str,
    organisation: str = "",
    *,
    issuer: Identity | None = None,
    days: tuple[int, int] = (-30, 365),
    is_authority: bool = False,
    stamps_time: bool = False,
) -> Identity:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = _name(common, organisation)
    builder = (
        made.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.certificate.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(made.random_serial_number())
        .not_valid_before(NOW + dt.timedelta(days=days[0]))
        .not_valid_after(NOW + dt.timedelta(days=days[1]))
        .add_extension(made.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            made.KeyUsage(
                digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    if stamps_time:
        builder = builder.add_extension(
            made.ExtendedKeyUsage([made.ObjectIdentifier("1.3.6.1.5.5.7.3.8")]), critical=True
        )
    return Identity(builder.sign((issuer or Identity(None, key)).key, hashes.SHA256()), key)  # type: ignore[arg-type]


def plain_pdf(pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _loaded(one: Identity) -> tuple[x509.Certificate, keys.PrivateKeyInfo]:
    key = one.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (
        x509.Certificate.load(one.certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(key),
    )


def signed_pdf(
    pdf: bytes,
    who: Identity,
    *,
    chain: tuple[Identity, ...] = (),
    field: str = "Signature1",
    stamper: Identity | None = None,
) -> bytes:
    store = SimpleCertificateStore()
    store.register_multiple([_loaded(one)[0] for one in chain])
    certificate, key = _loaded(who)
    signer = SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=store)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, SigFieldSpec(field))
    stamps = None
    if stamper is not None:
        stamp_certificate, stamp_key = _loaded(stamper)
        stamps = DummyTimeStamper(tsa_cert=stamp_certificate, tsa_key=stamp_key, certs_to_embed=store)
    out = sign_pdf(
        writer,
        PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES),
        signer=signer,
        timestamper=stamps,
    )
    return out.getvalue()
