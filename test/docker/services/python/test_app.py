"""It is here to be kept out of the image's build context."""


def test_sum() -> None:
    assert 1 + 1 == 2
