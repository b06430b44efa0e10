"""The constants of the reading, each with its reason: one frozen set that can be tuned as a whole.

Weights, strengths and confidences are whole thousandths (1,000 = in full), so that a reading is
the same on every machine.
"""

from dataclasses import dataclass

ONE = 1_000
"""In full: the unit of weights, qualities and confidences."""

USE_FROM = 500
"""Confidence from which what was read is used as a suggestion; below it a person is asked."""


@dataclass(frozen=True, slots=True)
class ReadingParameters:
    """What words are worth in the place where they stand.

    Attributes:
        process: A phrase that names a trade or its process: the surest sign.
        part: The name of a thing bought from a trade, as the head of a noun phrase.
        machine: Equipment that stands in a trade's workshop.
        machine_bought: The same where things to be bought are named: it may be one.
        material: A material: it narrows what else is said, and alone is a faint hint.
        context: A standard, treatment or application: as a material.
        group: A word that names a whole group of the taxonomy ("plastic").
        vague: What is left of a phrase that anybody writes ("assembly", "maintenance") where
            somebody says what he does; where things are bought, it hints at a group.
        catch_all: What is left of a leaf for what has no other ("machine spare parts") where a
            phrase stands for another leaf too.
        single_word: A single word has more meanings than a phrase of several.
        unmarked: A phrase typed without the marks that it is spelled with.
        unmarked_syllable: A lone short syllable typed without its marks, in a text without any.
        foreign_word: A word that is spelled like a word of the text's own language.
        misspelt: A phrase with a word that is one or two letters away from a word of the trade.
        truncated: A phrase whose last word was cut off, as lists of items in capitals are.
        broken: A phrase whose words stand apart: "lock steel nut" for "lock nut".
        modifier: A phrase beside the head: "motor" in "motor mounting screw".
        after_modifier: After "for", "in", "on": "motor" in "screw for motor".
        after_of: After "of" and "from".
        after_with: After "with".
        after_means: After "by", "using": the way in which it is made.
        after_generic: After such a word when only "parts" or "materials" stand before it.
        after_conjunction: What "and" adds to a modifier: a further modifier, or a further head.
        beside_generic: A phrase whose head is "parts", "assembly" or "equipment".
        beside_part: What is left besides of a thing of which parts are named: "pump" in "pump
            spare parts". The process of parts is meant in full: "machined parts".
        beside_guess: A phrase whose head is only guessed.
        beside_unknown: A phrase whose head is a word that the vocabulary does not have.
        attribute: A participle after a comma ("bracket, powder coated"), or what a label names
            ("material: brass").
        made_of: Materials that are worked: they narrow in full, but are not what is sold.
        mention: Customers, markets, applications.
        before_demand: Who asks: what stands before "is looking for".
        before_colon: What is explained behind a colon.
        negated: How much a negated phrase takes from the same leaf elsewhere.
        other_name: What a phrase that names a leaf supports that leaf in what else is named.
        material_moves: What a material moves from the leaf that a thing's name stands for to one
            with things of the same shape: an ADC12 housing is cast, not moulded.
        most_shape_words: A name of more words than this says more than a shape.
        narrowing: How far a supporting leaf lifts the head's leaves over their rivals.
        related_narrowing: The same for a leaf that is close to the supporting one.
        supporting_alone: What support counts where no head names a leaf.
        listed_share: What a word that is listed alone keeps for its leaf; the rest it shares with
            the leaves that have at least half as many things of that name.
        guessed_head: What a head counts that is not listed itself but heads listed things.
        least_head_uses: Least number of listed things that it has to head.
        least_syllable_uses: The same for a Vietnamese syllable, which is seldom a word alone.
        head_doubt: With so many of them it counts half.
        further_head: What each further head counts less than the one before, up to
            `most_further`: what a firm names first is what it does foremost.
        further_bought: The same in a list of things to be bought, of which each is meant.
        most_further: How many further heads count ever less.
        least_suggestion: Least confidence of a suggestion; below it nobody knows.
        most_suggestions: How many suggestions a reading holds.
        group_hint: Greatest confidence of a whole group, given when no leaf is found.
        least_hint: Least confidence of such a hint.
        trade_word: What a word of a phrase of the trade weighs as a feature.
        other_word: What another word weighs as a feature.
        modifier_word: What is left of a word's weight behind the head.
        most_words: How many words a reading keeps as features; a long self-portrait has more.
        roles: Weight of each field of a demand or supplier.
    """

    process: int = 1_000
    part: int = 950
    machine: int = 600
    machine_bought: int = 350
    material: int = 250
    context: int = 300
    group: int = 250
    vague: int = 350
    catch_all: int = 400
    single_word: int = 900
    unmarked: int = 900
    unmarked_syllable: int = 400
    foreign_word: int = 200
    misspelt: int = 800
    truncated: int = 800
    broken: int = 700
    modifier: int = 250
    after_modifier: int = 200
    after_of: int = 350
    after_with: int = 400
    after_means: int = 700
    after_generic: int = 650
    after_conjunction: int = 750
    beside_generic: int = 850
    beside_part: int = 600
    beside_guess: int = 400
    beside_unknown: int = 600
    attribute: int = 400
    made_of: int = 100
    mention: int = 150
    before_demand: int = 150
    before_colon: int = 700
    negated: int = 900
    other_name: int = 500
    material_moves: int = 600
    most_shape_words: int = 2
    narrowing: int = 5_000
    related_narrowing: int = 1_000
    supporting_alone: int = 600
    listed_share: int = 500
    guessed_head: int = 700
    least_head_uses: int = 3
    least_syllable_uses: int = 10
    head_doubt: int = 3
    further_head: int = 60
    further_bought: int = 30
    most_further: int = 10
    least_suggestion: int = 200
    most_suggestions: int = 12
    group_hint: int = 300
    least_hint: int = 100
    trade_word: int = 500
    other_word: int = 500
    modifier_word: int = 500
    most_words: int = 48
    roles: tuple[tuple[str, int], ...] = (
        ("name", 1_000),
        ("name_en", 1_000),
        ("capability", 1_000),
        ("process", 1_000),
        ("description", 850),
        ("machines", 800),
        ("organization", 500),
        ("specification", 500),
        ("materials", 500),
        ("standard", 250),
    )


@dataclass(frozen=True, slots=True)
class SimilarityParameters:
    """What agreement between two readings is worth.

    Attributes:
        leaf_weight: Weight of the leaves, when the demand's reading is sure; less in proportion
            when it is not, so that plain words decide where nothing is understood.
        word_weight: Weight of the words.
        measure_weight: Weight of a measure that both sides state.
        sure_from: Confidence of a supplier's reading that answers a sure demand in full.
        implied: What a word of the trade that the supplier does not write is answered by the
            leaf itself, in thousandths: "gioăng" by a maker of gaskets.
        unmarked: Quality of a word that is the same but for marks that one side did not type,
            in ten-thousandths.
        other_marks: Quality of a word whose typed marks disagree, in ten-thousandths.
        misspelt: Quality of a word that is one or two letters away, in ten-thousandths.
        most_terms: How many agreeing terms are named.
    """

    leaf_weight: int = 3_000
    word_weight: int = 1_000
    measure_weight: int = 500
    sure_from: int = 950
    implied: int = 500
    unmarked: int = 9_500
    other_marks: int = 2_000
    misspelt: int = 8_000
    most_terms: int = 4
