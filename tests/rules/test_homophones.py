"""Characters that are easily typed for one another."""

from __future__ import annotations

import pytest

from ziping.rules.homophones import easily_mistaken, sound


@pytest.mark.parametrize(
    ("character", "syllable"),
    [("啊", "a"), ("频", "pin"), ("屏", "pin"), ("中", "zong"), ("善", "san"), ("绿", "lv"), ("座", "zuo")],
)
def test_a_common_character_has_a_sound_without_tone(character: str, syllable: str) -> None:
    assert sound(character) == syllable


@pytest.mark.parametrize("character", ["a", "，", "齄", "🙂", "㎡", "鿿"])
def test_other_characters_have_none(character: str) -> None:
    assert sound(character) == ""


@pytest.mark.parametrize("pair", ["屏频", "未末", "侯候", "只制", "备倍"])
def test_what_sounds_or_looks_alike_is_easily_mistaken(pair: str) -> None:
    assert easily_mistaken(*pair)
    assert easily_mistaken(*reversed(pair))


@pytest.mark.parametrize("pair", ["查防", "格络", "定订", "查察", "ab", "🙂😀"])
def test_other_words_and_good_twins_are_not(pair: str) -> None:
    assert not easily_mistaken(*pair)
