"""A material as schema.org's LearningResource (with LRMI's words for who it is for), for search engines and other stores."""

import json
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from hoctap.materials.models import PartKind
from hoctap.materials.queries import PublicMaterial

_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def described(found: PublicMaterial, absolute: Callable[[str], str]) -> SafeString:
    """JSON that can stand in a page: no letter in it ends the script."""
    text = json.dumps(_resource(found, absolute), ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPED))


def _resource(found: PublicMaterial, absolute: Callable[[str], str]) -> dict[str, Any]:
    version = found.version
    address = absolute(reverse("openmaterial_detail", args=[version.material_id]))
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": address,
        "url": address,
        "name": version.title,
        "description": version.summary,
        "inLanguage": version.language,
        "learningResourceType": version.get_kind_display(),
        "about": [{"@type": "Thing", "name": topic.name} for topic in found.topics],
        "educationalLevel": version.get_audience_display(),
        "audience": {"@type": "EducationalAudience", "educationalRole": version.get_audience_display()},
        "author": {"@type": "Thing", "name": version.author},
        "creditText": version.credit,
        "publisher": {"@type": "Organization", "name": version.material.place.title},
        "version": str(version.number),
        "isAccessibleForFree": True,
        "license": version.terms.url,
        "encoding": [
            {
                "@type": "AudioObject" if part.kind == PartKind.AUDIO else "MediaObject",
                "name": part.title,
                "encodingFormat": part.media_type,
                "contentSize": str(part.size),
                "contentUrl": absolute(reverse("openmaterial_file", args=[part.pk])),
            }
            for part in found.parts
            if part.kind != PartKind.LINK
        ],
    }
    if version.published_at is not None:
        told["datePublished"] = timezone.localdate(version.published_at).isoformat()
    return told
