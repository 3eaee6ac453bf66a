//! Why a rule forbids a command. Words for people are made at the edge.

mod code;
mod field;

use crate::Seq;
use crate::case::event::Told;
use crate::catalogue::{Channel, ClosingItem, Item, KeptGround, State};
use crate::number::CaseNumber;
use crate::time::Timestamp;
use crate::triage::strategy::Duty;
use thiserror::Error;

/// The rule that forbids a command, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Rejection {
    /// The state of the case forbids the act.
    #[error("state.{act}: the case is {state}", state = state.as_str())]
    State {
        /// The act, in snake case.
        act: &'static str,
        /// Where the case stands.
        state: State,
    },
    /// An imported, finished case is kept as it came.
    #[error("history.read_only")]
    History,
    /// The receipt lies in the future.
    #[error("received_at.future")]
    ReceivedInFuture,
    /// Something happened after it was told.
    #[error("occurred_at.after_receipt")]
    OccurredAfterReceipt,
    /// The end of a finished case is missing, or not between receipt and now.
    #[error("resolved_at.out_of_order")]
    EndOutOfOrder,
    /// An urgent reason must be carried by an entry of this case.
    #[error("carried_by.unknown: there is no entry {0}")]
    NoSuchEntry(Seq),
    /// Nothing would change.
    #[error("nothing_to_change")]
    NothingToChange,
    /// A hand-over from one owner to another needs its reason.
    #[error("assignment.reason_missing")]
    ReasonMissing,
    /// None of the running clocks may pause for this reason.
    #[error("pause.not_allowed")]
    PauseNotAllowed,
    /// A pause ends after now and within the given number of days.
    #[error("pause.until: at most {days_max} days")]
    PauseEnd {
        /// The most days that a pause may last.
        days_max: i64,
    },
    /// There is no calendar of that name.
    #[error("pause.calendar_unknown")]
    NoSuchCalendar,
    /// Nothing is paused.
    #[error("pause.none")]
    NothingPaused,
    /// The settlement cannot be extended: it ran out, was extended before, or does not run.
    #[error("extension.not_allowed")]
    ExtensionNotAllowed,
    /// The new due time is not later than the present one.
    #[error("extension.due_at: later than {present}", present = present.to_rfc3339())]
    ExtensionTooShort {
        /// The present due time.
        present: Timestamp,
    },
    /// A program's message cannot claim to have reached or told anybody.
    #[error("message.automatic_meets_nothing")]
    AutomaticMessage,
    /// Words from the complainant cannot carry acts of ours.
    #[error("message.acts_inbound")]
    ActsInbound,
    /// How words were told is said of a person's words to the complainant alone.
    #[error("message.told_inbound")]
    NotOurWords,
    /// Whether the two spoke, and how it was told, contradict each other.
    #[error("message.told_otherwise")]
    ToldOtherwise,
    /// Nothing is told so by that way.
    #[error("message.way_otherwise: {told} by {way}", told = told.as_str(), way = way.as_str())]
    WayOtherwise {
        /// The way.
        way: Channel,
        /// How it is said to have been told.
        told: Told,
    },
    /// By which way it was sent has to be named.
    #[error("message.way_missing")]
    WayMissing,
    /// Nothing of that entry waits to be told, or this does not tell it.
    #[error("message.nothing_to_tell: {0}")]
    NothingToTell(Seq),
    /// Only calls and letters of a person's own are entered later.
    #[error("message.not_entered_later")]
    NotEnteredLater,
    /// A call or letter cannot have been before the case was.
    #[error("happened_at.before_receipt")]
    HappenedBeforeReceipt,
    /// Nothing can have been told before it was put before the complainant.
    #[error("happened_at.before_what_it_tells: {}", at.to_rfc3339())]
    ToldBeforeItWas {
        /// When it was put on their page.
        at: Timestamp,
    },
    /// Nobody can have answered before there was anything to answer.
    #[error("happened_at.before_what_it_answers: {}", at.to_rfc3339())]
    SaidBeforeItWas {
        /// When what they speak of was.
        at: Timestamp,
    },
    /// It was too long ago to be entered.
    #[error("happened_at.too_late: at most {hours_max} hours")]
    EnteredTooLate {
        /// The most hours.
        hours_max: i64,
    },
    /// Nothing that was entered later waits to be confirmed there.
    #[error("entry.nothing_to_confirm: {0}")]
    NothingToConfirm(Seq),
    /// Nobody confirms their own entry.
    #[error("entry.own")]
    OwnEntry,
    /// The entry was withdrawn already.
    #[error("entry.withdrawn_before: {0}")]
    WithdrawnBefore(Seq),
    /// An untrue entry of this kind is put right by an act of its own.
    #[error("entry.put_right_by: {act}")]
    PutRightBy {
        /// The act, by its resource.
        act: &'static str,
    },
    /// What rests on the entry is withdrawn before it.
    #[error("entry.withdraw_first: {0}")]
    WithdrawFirst(Seq),
    /// What the entry follows from is withdrawn in its place.
    #[error("entry.follows_from: {0}")]
    FollowsFrom(Seq),
    /// It is not withdrawn, and no act puts it right in a case that stands so.
    #[error("entry.cannot_be_withdrawn: {0}")]
    CannotBeWithdrawn(Seq),
    /// That nobody could be reached is withdrawn by a lead alone.
    #[error("entry.only_by_a_lead")]
    OnlyByALead,
    /// The program itself did what the entry says.
    #[error("entry.done_by_program: {0}")]
    DoneByProgram(Seq),
    /// Whoever complains has written the entry themselves.
    #[error("entry.written_by_them: {0}")]
    WrittenByThem(Seq),
    /// What was withdrawn is put on record again, and never brought back.
    #[error("entry.withdrawal_stands: {0}")]
    WithdrawalStands(Seq),
    /// An entry is withdrawn by whoever wrote it, or by a lead; of an ended case by a
    /// lead alone.
    #[error("entry.only_by_writer_or_lead")]
    OnlyByWriterOrLead,
    /// Where a withdrawal makes the company look better, a lead other than the writer
    /// says so.
    #[error("entry.only_by_another_lead")]
    OnlyByAnotherLead,
    /// What would count again goes on in another case: the two are parted first.
    #[error("entry.part_first: it goes on in {into}")]
    PartFirst {
        /// The case that goes on.
        into: CaseNumber,
    },
    /// What was found lies in the future.
    #[error("happened_at.future")]
    HappenedInFuture,
    /// Something has to be told.
    #[error("triage.empty")]
    NothingTold,
    /// A case is graded once its category is told.
    #[error("triage.category_missing")]
    CategoryMissing,
    /// A grade of one's own needs a judgement before it.
    #[error("triage.not_judged")]
    NotJudged,
    /// A plan has at least one option.
    #[error("plan.empty")]
    EmptyPlan,
    /// There is no such version of the plan, or a newer one took its place.
    #[error("plan.version: the newest is {newest}")]
    NotTheNewestPlan {
        /// The newest version; 0 where there is none.
        newest: i64,
    },
    /// The plan has no such option, or none was named.
    #[error("plan.option: from 1 to {count}")]
    NoSuchOption {
        /// How many there are.
        count: i64,
    },
    /// The case has no such complainant.
    #[error("complainant.unknown: from 1 to {count}")]
    NoSuchComplainant {
        /// How many there are.
        count: i64,
    },
    /// This complainant has answered this version already.
    #[error("plan.answered")]
    AlreadyAnswered,
    /// A final answer comes after two refused plans, or a reopening without news.
    #[error("final_answer.too_early: {refused} plans refused")]
    FinalAnswerTooEarly {
        /// How many plans were refused.
        refused: i64,
    },
    /// Not everything was tried to reach the complainant.
    #[error("unreachable.not_tried_enough: {attempts} attempts")]
    NotTriedEnough {
        /// Attempts since their last word.
        attempts: i64,
    },
    /// There is no such measure, or it is done or waived.
    #[error("measure.not_open: {0}")]
    NoOpenMeasure(i64),
    /// Shares are whole percents above 0 and add to 100.
    #[error("shares.sum: {sum}")]
    SharesNotWhole {
        /// What they add to.
        sum: i64,
    },
    /// A ground that this party cannot answer on.
    #[error("shares.ground")]
    GroundOfAnotherParty,
    /// Closing needs a settlement first.
    #[error("resolution.not_settled")]
    NotSettled,
    /// Closing needs every measure done or waived.
    #[error("resolution.measures_open: {count}")]
    MeasuresOpen {
        /// How many are open.
        count: i64,
    },
    /// A complaint is closed only by its owner, under its category and grade.
    #[error("resolution.not_ready: {lacks:?}")]
    NotReadyToClose {
        /// What it lacks.
        lacks: Vec<ClosingItem>,
    },
    /// What the strategy asks for by now is neither done nor waived.
    #[error("duties.open: {duties:?}")]
    DutiesOpen {
        /// What is open.
        duties: Vec<Duty>,
    },
    /// A file is not sealed while something runs outside.
    #[error("archive.proceeding_runs")]
    ProceedingRuns,
    /// Items of the record are neither filled nor said not to be given.
    #[error("archive.items_missing: {items:?}")]
    ItemsMissing {
        /// Which.
        items: Vec<Item>,
    },
    /// Who is not content says why.
    #[error("satisfaction.words_missing")]
    DiscontentWithoutWords,
    /// A case cannot be merged into or linked with itself.
    #[error("other.same")]
    SameCase,
    /// The case that should go on is not open.
    #[error("merge.other_not_open: it is {state}", state = state.as_str())]
    OtherNotOpen {
        /// Where it stands.
        state: State,
    },
    /// The case was merged: this is done to the one that goes on.
    #[error("case.merged: it goes on in {into}")]
    GoesOn {
        /// The case that goes on.
        into: CaseNumber,
    },
    /// The right to act cannot end later than now.
    #[error("ended_at.future")]
    EndedInFuture,
    /// There is no such question, check or evidence, or it has ended.
    #[error("errand.not_open: {0}")]
    NoOpenErrand(i64),
    /// The case has as many questions, checks or pieces of evidence as it may have.
    #[error("errands.too_many: at most {0}")]
    TooManyErrands(i64),
    /// It cannot be due before now.
    #[error("due_at.past")]
    DueInPast,
    /// The time of the next word lies ahead, and only a person's words out name one.
    #[error("next_word_at.not_ahead")]
    NextWordNotAhead,
    /// The time of the next word is later than the promise allows.
    #[error("next_word_at.too_late: at the latest {latest}", latest = latest.to_rfc3339())]
    NextWordTooLate {
        /// The latest time.
        latest: Timestamp,
    },
    /// A final answer that nobody has told them has not ended the matter for them.
    #[error("result_notice.final_answer_untold")]
    FinalAnswerUntold,
    /// A restriction is looked at again after now and within the given number of days.
    #[error("review_at: at most {days_max} days")]
    ReviewDate {
        /// The most days until then.
        days_max: i64,
    },
    /// A split needs at least one part.
    #[error("split.empty")]
    EmptySplit,
    /// The case has as many links as one case may have.
    #[error("links.too_many: at most {0}")]
    TooManyLinks(i64),
    /// No such procedure was in force when the notice came.
    #[error("proceeding.procedure_unknown")]
    NoSuchProcedure,
    /// The answer cannot be due before the notice came.
    #[error("proceeding.answer_before_notice")]
    AnswerDueBeforeNotice,
    /// The case has no such proceeding.
    #[error("proceeding.unknown: {0}")]
    NoSuchProceeding(i64),
    /// The case has as many proceedings as one case may have.
    #[error("proceedings.too_many: at most {0}")]
    TooManyProceedings(i64),
    /// The proceeding has ended.
    #[error("proceeding.over")]
    ProceedingOver,
    /// This body cannot issue that document.
    #[error("proceeding.step_of_another_body")]
    StepOfAnotherBody,
    /// Nothing is published while an outside proceeding runs.
    #[error("publication.before_others")]
    BeforeOthers,
    /// Nothing was proposed for publication, or it was decided.
    #[error("publication.none")]
    NoPublication,
    /// A refusal can be objected to once.
    #[error("objection.made_before")]
    ObjectedBefore,
    /// Whoever refused the case does not decide on the objection to it.
    #[error("objection.own_refusal")]
    OwnRefusal,
    /// No objection waits for a decision.
    #[error("objection.none")]
    NoObjection,
    /// A manager has not approved the publication, or somebody objected since.
    #[error("publication.not_approved")]
    NotApproved,
    /// Whoever proposed a publication does not decide on it.
    #[error("publication.same_person")]
    SamePerson,
    /// A supplier concerned was not told of the publication yet.
    #[error("publication.supplier_not_told")]
    SupplierNotTold,
    /// The complainant was not told of the publication yet: their days to object have
    /// not begun.
    #[error("publication.not_told")]
    PublicationNotTold,
    /// Those concerned may still object.
    #[error("publication.objection_runs: until {until}", until = until.to_rfc3339())]
    ObjectionRuns {
        /// Until when.
        until: Timestamp,
    },
    /// A legal hold keeps the case from being deleted.
    #[error("hold.set")]
    OnHold,
    /// What the entry says proves a transaction, and stays.
    #[error("entry.proves")]
    EntryProves,
    /// The time for keeping the file is not over.
    #[error("retention.runs: until {until}", until = until.to_rfc3339())]
    RetentionRuns {
        /// Until when.
        until: Timestamp,
        /// On what ground.
        ground: KeptGround,
    },
    /// The strategy of the case does not ask for it.
    #[error("duty.of_another_strategy")]
    DutyOfAnotherStrategy,
    /// Somebody takes part by this duty, who must be named.
    #[error("duty.staff_missing")]
    DutyWithoutStaff,
    /// Other entries show that this duty was done, and words alone do not.
    #[error("duty.shown_by_record")]
    DutyShownByRecord,
    /// Nobody has spoken with the complainant yet.
    #[error("duty.before_contact")]
    DutyBeforeContact,
    /// Who is named leads no desk.
    #[error("duty.not_a_lead")]
    NotALead,
    /// Who is named decides nothing as a manager does.
    #[error("duty.not_a_manager")]
    NotAManager,
    /// A review says when it was.
    #[error("duty.review_without_time")]
    ReviewWithoutTime,
    /// A review was in the last 24 hours and behind the one before; nothing else has a
    /// time of its own.
    #[error("duty.review_time")]
    ReviewTime,
    /// The case has as many files as one case may have.
    #[error("files.too_many: at most {0}")]
    TooManyFiles(i64),
    /// Nobody of the group has such a place.
    #[error("complainants.unknown: from 1 to {count}")]
    NoSuchAddressee {
        /// How many there are.
        count: i64,
    },
    /// Somebody to whom a plan is put has no option, or an option is for somebody else.
    #[error("options.not_theirs")]
    OptionsNotTheirs,
    /// Somebody who is named has agreed, had our last word or left.
    #[error("complainants.settled")]
    AddresseeSettled,
    /// Somebody who is named has left the group, and is told nothing of its result.
    #[error("complainants.left: {who:?}")]
    AddresseeLeft {
        /// Who, from 1.
        who: Vec<i64>,
    },
    /// The matter ended differently for those of a group: each result has its own letter.
    #[error("complainants.ended_differently: {alike:?}")]
    EndedDifferently {
        /// Those for whom it ended alike, from 1, a letter for each list.
        alike: Vec<Vec<i64>>,
    },
    /// The representative has left and nobody speaks for those who remain: whoever has
    /// spoken with them says with whom.
    #[error("complainants.nobody_speaks")]
    NobodySpeaks,
    /// A time for the next word is told to all of a group.
    #[error("next_word_at.for_some")]
    NextWordForSome,
    /// One case may be brought by so many.
    #[error("complainants.too_many: at most {0}")]
    TooManyComplainants(i64),
    /// So many may act for those of one case.
    #[error("representatives.too_many: at most {0}")]
    TooManyRepresentatives(i64),
    /// Nobody acts under this number.
    #[error("representative.unknown: from 1 to {count}")]
    NoSuchRepresentative {
        /// How many there are.
        count: i64,
    },
    /// The case has no such file.
    #[error("file.unknown: from 1 to {count}")]
    NoSuchFile {
        /// How many there are.
        count: i64,
    },
    /// What was urgent for so long is made less so by a lead alone.
    #[error("nature.only_by_lead: after {minutes} minutes")]
    OnlyByLead {
        /// Minutes in which whoever pressed the button takes it back.
        minutes: i64,
    },
    /// A settlement is extended by so many days at most.
    #[error("extension.due_at: at most {days_max} days")]
    ExtensionTooLong {
        /// The most days.
        days_max: i64,
    },
    /// Pauses for one reason add to no more days without a lead.
    #[error("pause.sum: at most {days_max} days")]
    PausedTooLong {
        /// The most days.
        days_max: i64,
    },
    /// Facts are missing once they were asked for twice.
    #[error("refusal.not_asked_twice: asked {asked} times")]
    NotAskedTwice {
        /// How often they were asked for.
        asked: i64,
    },
    /// The case has as many entries as one case may have.
    #[error("case.entries: at most {0}")]
    TooManyEntries(i64),
}
