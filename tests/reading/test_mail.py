"""Mails: body, subject, attachments, the encodings of Chinese mailers, mails in mails."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import DamagedDocument, DocumentError, NoTextFound
from ingest.reading.containers.unpack import unpack
from tests.reading.builders import archive
from tests.reading.test_zipped import told, unpack_or_refuse

BODY = "各学校：请于月底前报送校园安全工作总结，并附隐患排查台账。枫浦区教育局"
PLAN = "一、校园安全\n每月排查一次隐患。".encode()


def mail(subject: str = "关于报送总结的通知", body: str = BODY, kind: str = "plain") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@example.cn", subject
    made.set_content(body, subtype=kind, charset="utf-8")
    return made


def attached(made: EmailMessage, data: bytes, name: str) -> EmailMessage:
    made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def raw(charset: str, body: str, more: bytes = b"") -> bytes:
    """A mail with a body of 8 bits in ``charset``; ``more`` are header lines as they stand."""
    head = b"From: a@example.cn\r\n" + more + b"Content-Type: text/plain; charset=" + charset.encode()
    return head + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body.encode({"gb2312": "gbk"}.get(charset, charset))


def test_a_body_carries_its_subject_and_comes_first() -> None:
    found = told(bytes(attached(mail(), PLAN, "安全计划.txt")), "通知.eml")
    assert found == {
        "通知.eml/正文.txt": f"关于报送总结的通知\n\n{BODY}".encode(),
        "通知.eml/安全计划.txt": PLAN,
    }


def test_a_subject_that_the_body_begins_with_is_not_said_twice() -> None:
    found = told(bytes(mail("回复：Re: 工作总结", f"工作总结\n{BODY}")), "a.eml")
    assert found == {"a.eml/正文.txt": f"工作总结\n{BODY}".encode()}


def test_plain_text_comes_before_a_page_and_a_page_before_nothing() -> None:
    both = mail()
    both.add_alternative(f"<p><b>{BODY}</b></p>", subtype="html")
    assert list(told(bytes(both), "a.eml")) == ["a.eml/正文.txt"]
    page = told(bytes(mail("A < B", f"<style>{BODY}</style><p>{BODY}</p>", "html")), "a.eml")
    assert page == {"a.eml/正文.html": f"<h1>A &lt; B</h1>\n<style>{BODY}</style><p>{BODY}</p>".encode()}


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "big5", "utf-8"])
@pytest.mark.parametrize("declared", [True, False])
def test_bodies_in_every_encoding(charset: str, declared: bool) -> None:
    body = "各學校請於月底前報送校園安全工作總結，並附隱患排查臺帳。" if charset == "big5" else f"{BODY}镕喆"
    data = raw(charset, body)
    if not declared:
        data = data.replace(b"; charset=" + charset.encode(), b"")
    assert told(data, "a.eml") == {"a.eml/正文.txt": body.encode()}


def word(text: str, charset: str, of: str = "") -> bytes:
    return b"=?%s?B?%s?=" % (charset.encode(), base64.b64encode(text.encode(of or charset)))


@pytest.mark.parametrize(
    "subject",
    [
        word("安全工作通知镕", "gb2312", "gbk"),
        word("安全工作通知镕", "utf-8"),
        word("安全工作", "GBK") + b"\r\n " + word("通知镕", "GBK"),
        "安全工作通知镕".encode("gbk"),
        "安全工作通知镕".encode(),
        word("安全工作通知镕", "unknown-8bit", "gbk"),
    ],
)
def test_subjects_in_every_encoding(subject: bytes) -> None:
    (body,) = told(raw("utf-8", BODY, b"Subject: " + subject + b"\r\n"), "a.eml").values()
    assert body == f"安全工作通知镕\n\n{BODY}".encode()


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="' + "安全计划镕.txt".encode("gbk") + b'"',
        b'attachment; filename="' + word("安全计划镕.txt", "gb2312", "gbk") + b'"',
        b"attachment; filename*=gb2312''" + b"".join(b"%%%02X" % each for each in "安全计划镕.txt".encode("gbk")),
        b"attachment; filename*0*=utf-8''%E5%AE%89%E5%85%A8; filename*1*=%E8%AE%A1%E5%88%92%E9%95%95.txt",
    ],
)
def test_file_names_in_every_encoding(disposition: bytes) -> None:
    lines = b"From: a@b.cn\r\nContent-Type: application/octet-stream\r\nContent-Disposition: "
    data = lines + disposition + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(PLAN)
    assert told(data, "a.eml") == {"a.eml/安全计划镕.txt": PLAN}


def test_names_of_attachments_lead_nowhere_and_are_made_up_where_there_is_none() -> None:
    made = attached(mail(), PLAN, "../../etc/计划.txt")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf")
    assert list(told(bytes(made), "a.eml"))[1:] == ["a.eml/etc/计划.txt", "a.eml/附件2.pdf"]


def test_pictures_in_the_text_are_no_attachments() -> None:
    made = mail(kind="html", body=f"<p>{BODY}<img src=cid:logo></p>")
    made.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<s>", filename="扫描件.png")
    assert list(told(bytes(made), "a.eml")) == ["a.eml/正文.html", "a.eml/扫描件.png"]


def test_archives_and_mails_in_mails() -> None:
    forwarded = attached(mail("转发：上级通知"), archive(("计划.txt", PLAN)), "附件.zip")
    made = mail()
    made.add_attachment(forwarded)
    found = told(archive(("邮件/通知.eml", bytes(made))))
    assert list(found) == [
        "包.zip/邮件/通知.eml/正文.txt",
        "包.zip/邮件/通知.eml/上级通知.eml/正文.txt",
        "包.zip/邮件/通知.eml/上级通知.eml/附件.zip",
    ]
    assert found["包.zip/邮件/通知.eml/上级通知.eml/附件.zip"] == "unsupported_media_type"
    assert told(bytes(made), "a.eml")["a.eml/上级通知.eml/附件.zip/计划.txt"] == PLAN


def test_a_body_of_a_few_words_is_left_out() -> None:
    found = told(bytes(attached(mail(body="请查收附件，谢谢！"), PLAN, "计划.txt")), "a.eml")
    assert found == {"a.eml/计划.txt": PLAN}
    with pytest.raises(NoTextFound, match=r"“a.eml”.*没有正文"):
        told(bytes(mail(body="请查收附件，谢谢！")), "a.eml")


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", NoTextFound, "空文件"),
        ("一、校园安全".encode(), DamagedDocument, "不是邮件（是纯文本）"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), DamagedDocument, "不是邮件"),
        (b"Subject: \xff\r\n\r\n", NoTextFound, "没有正文"),
    ],
)
def test_what_is_no_mail(data: bytes, error: type[DocumentError], says: str) -> None:
    with pytest.raises(error, match=says):
        list(unpack(data, "a.eml"))


def test_parts_in_parts_without_end() -> None:
    data = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (at, at) for at in range(3000))
    with pytest.raises((DamagedDocument, NoTextFound)):
        list(unpack(data, "a.eml"))


PIECES = st.sampled_from(
    b"Subject: |Content-Type: |multipart/mixed; boundary=x|message/rfc822|text/plain; charset=|gb2312|\n|\n\n|--x\n|"
    b"--x--\n|=?gbk?B?|?=|=?utf-8?Q?=FF?=|Content-Disposition: |attachment; filename|*0*=|*=|=|\"|gbk''%|"
    b"Content-Transfer-Encoding: |base64\n|quoted-printable\n|x-uuencode\nbegin 644 a\n|\xb0\xb2|%E5|;| |a.txt".split(
        b"|"
    )
)


@settings(max_examples=400)
@given(st.lists(PIECES | st.binary(max_size=4), max_size=40))
def test_any_mail_is_unpacked_or_refused(parts: list[bytes]) -> None:
    unpack_or_refuse(b"From: a\n" + b"".join(parts), "a.eml")
