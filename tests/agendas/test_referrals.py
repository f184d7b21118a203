"""Matters from elsewhere: other groups' referrals and members' proposals, taken up, answered or declined."""

import datetime

import pytest

from agendas.models import Proposal, Referral
from agendas.queries.referrals import intake, sent_by, without_agenda
from agendas.services.agenda import withdraw_item
from agendas.services.proposals import decline_proposal, take_up_proposal
from agendas.services.referrals import answer_referral, decline_referral, put_on_agenda, take_up_referral
from agendas.services.refusals import MeetingRefused
from tests.accounts.factories import UserFactory
from tests.agendas.factories import MeetingFactory, ProposalFactory, ReferralFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def referral():
    return ReferralFactory(resolution__text_th="ให้ส่งเรื่องน้ำมันเชื้อเพลิง", resolution__item__title_th="น้ำมันเชื้อเพลิง")


@pytest.fixture
def section(referral):
    return SectionFactory(meeting=MeetingFactory(called=True, host_group=referral.to_group))


def test_referral_goes_onto_the_agenda_with_where_it_comes_from(referral, section, by):
    taken = take_up_referral(referral, by=by, section=section)

    assert (taken.status, taken.item.section, taken.item.title_th) == ("taken_up", section, "น้ำมันเชื้อเพลิง")
    assert "ให้ส่งเรื่องน้ำมันเชื้อเพลิง" in taken.item.brief_th
    assert referral.resolution.meeting.host.name_th in taken.item.brief_th


def test_matter_closed_where_it_comes_from_stays_closed(section, by):
    closed = {"visibility": "closed", "closed_ground_th": "มาตรา 15 (5)"}
    referral = ReferralFactory(
        to_group=section.meeting.host_group, **{f"resolution__item__{name}": value for name, value in closed.items()}
    )

    item = take_up_referral(referral, by=by, section=section).item

    assert {name: getattr(item, name) for name in closed} == closed


def test_referral_taken_up_without_a_meeting_waits_for_an_agenda(referral, section, by):
    take_up_referral(referral, by=by)
    assert without_agenda(referral.to_group) == [referral]

    item = put_on_agenda(referral, by=by, section=section)
    assert without_agenda(referral.to_group) == []
    with pytest.raises(MeetingRefused, match="อยู่ในระเบียบวาระแล้ว"):
        put_on_agenda(referral, by=by, section=section)

    withdraw_item(item, by=by, reason="เอกสารไม่ครบ")
    assert without_agenda(referral.to_group) == [referral]
    assert put_on_agenda(referral, by=by, section=section).title_th == "น้ำมันเชื้อเพลิง"


def test_matter_on_the_agenda_of_a_cancelled_meeting_waits_again(referral, section, by):
    take_up_referral(referral, by=by, section=section)
    type(section.meeting).objects.filter(pk=section.meeting.pk).update(status="cancelled")

    assert without_agenda(referral.to_group) == [referral]


def test_referral_is_not_put_on_the_agenda_of_another_group(referral, by):
    with pytest.raises(MeetingRefused, match="คณะที่รับเรื่อง"):
        take_up_referral(referral, by=by, section=SectionFactory(meeting=MeetingFactory(called=True)))

    assert Referral.objects.get().status == "waiting"


def test_answer_reaches_the_sender_with_its_day(referral, by):
    take_up_referral(referral, by=by)

    answer_referral(referral, by=by, reply_th="เห็นชอบตามที่เสนอ", today=datetime.date(2026, 12, 1))

    (seen,) = sent_by([referral.resolution.meeting.host_group])
    assert (seen.status, seen.reply_th, seen.replied_on) == ("answered", "เห็นชอบตามที่เสนอ", datetime.date(2026, 12, 1))


@pytest.mark.parametrize("act", [answer_referral, decline_referral])
def test_referral_is_not_ended_without_words(referral, by, act):
    with pytest.raises(MeetingRefused, match="ใส่คำตอบ"):
        act(referral, by=by, reply_th="  ")


def test_referral_that_ended_stays_ended(referral, by):
    decline_referral(referral, by=by, reply_th="อยู่นอกหน้าที่และอำนาจ")

    for act in (
        lambda: take_up_referral(referral, by=by),
        lambda: answer_referral(referral, by=by, reply_th="ก"),
        lambda: decline_referral(referral, by=by, reply_th="ก"),
    ):
        with pytest.raises(MeetingRefused, match="ไม่รับเรื่อง"):
            act()


def test_matter_that_is_on_an_agenda_is_not_declined(referral, section, by):
    take_up_referral(referral, by=by, section=section)

    with pytest.raises(MeetingRefused, match="รับเข้าระเบียบวาระแล้ว"):
        decline_referral(referral, by=by, reply_th="ก")


def test_intake_holds_what_waits_first_and_only_own(referral):
    answered = ReferralFactory(to_group=referral.to_group, status="answered", reply_th="ตอบแล้ว")
    ReferralFactory()

    assert intake([referral.to_group]) == [referral, answered]


def test_proposal_goes_onto_the_agenda_with_who_proposed_it(by):
    proposal = ProposalFactory()
    section = SectionFactory(meeting=proposal.meeting)

    item = take_up_proposal(proposal, by=by, section=section, answer_th="บรรจุแล้ว")

    proposal.refresh_from_db()
    assert (proposal.status, proposal.item, proposal.answer_th) == ("taken_up", item, "บรรจุแล้ว")
    assert (item.title_th, item.presenter, item.section) == (proposal.title_th, "นางสมศรี ใจดี", section)


def test_proposal_is_declined_with_an_answer_and_decided_once(by):
    proposal = ProposalFactory()

    with pytest.raises(MeetingRefused, match="ใส่คำตอบ"):
        decline_proposal(proposal, by=by, answer_th="")
    decline_proposal(proposal, by=by, answer_th="พิจารณาแล้วในครั้งก่อน")

    with pytest.raises(MeetingRefused, match="มีผู้พิจารณาเรื่องนี้ไปแล้ว"):
        take_up_proposal(proposal, by=by, section=SectionFactory(meeting=proposal.meeting))
    assert Proposal.objects.get().status == "declined"


def test_proposal_is_not_put_into_another_meeting(by):
    with pytest.raises(MeetingRefused, match="การประชุมที่เสนอเรื่อง"):
        take_up_proposal(ProposalFactory(), by=by, section=SectionFactory())
