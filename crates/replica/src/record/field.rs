//! Which text was typed into, as numbers that stay what they are.

pub(super) mod delta;

use minicbor::{
    Decode, Decoder, Encode, Encoder,
    decode::Error as DecodeError,
    encode::{Error as EncodeError, Write},
};
use naptime_domain::{
    command::{BriefLine, TextField},
    id::NoteId,
};

#[derive(Encode, Decode)]
enum Field {
    #[n(0)]
    Draft,
    #[n(1)]
    Title,
    #[n(2)]
    FocusQuestion,
    #[n(3)]
    Client,
    #[n(4)]
    Brief(#[n(0)] Line),
    #[n(5)]
    NoteBody(#[n(0)] NoteId),
    #[n(6)]
    Synthesis,
    #[n(7)]
    Charter,
}

#[derive(Encode, Decode)]
#[cbor(index_only)]
enum Line {
    #[n(0)]
    Who,
    #[n(1)]
    WhatWouldBeDifferent,
    #[n(2)]
    ForWhom,
    #[n(3)]
    Have,
    #[n(4)]
    ByWhen,
}

pub(super) fn encode<Ctx, W: Write>(
    field: &TextField,
    e: &mut Encoder<W>,
    ctx: &mut Ctx,
) -> Result<(), EncodeError<W::Error>> {
    let field = match field {
        TextField::Draft => Field::Draft,
        TextField::Title => Field::Title,
        TextField::FocusQuestion => Field::FocusQuestion,
        TextField::Client => Field::Client,
        TextField::Brief(line) => Field::Brief(match line {
            BriefLine::Who => Line::Who,
            BriefLine::WhatWouldBeDifferent => Line::WhatWouldBeDifferent,
            BriefLine::ForWhom => Line::ForWhom,
            BriefLine::Have => Line::Have,
            BriefLine::ByWhen => Line::ByWhen,
        }),
        TextField::NoteBody(note) => Field::NoteBody(*note),
        TextField::Synthesis => Field::Synthesis,
        TextField::Charter => Field::Charter,
    };
    e.encode_with(field, ctx)?.ok()
}

pub(super) fn decode<Ctx>(d: &mut Decoder<'_>, ctx: &mut Ctx) -> Result<TextField, DecodeError> {
    Ok(match d.decode_with(ctx)? {
        Field::Draft => TextField::Draft,
        Field::Title => TextField::Title,
        Field::FocusQuestion => TextField::FocusQuestion,
        Field::Client => TextField::Client,
        Field::Brief(line) => TextField::Brief(match line {
            Line::Who => BriefLine::Who,
            Line::WhatWouldBeDifferent => BriefLine::WhatWouldBeDifferent,
            Line::ForWhom => BriefLine::ForWhom,
            Line::Have => BriefLine::Have,
            Line::ByWhen => BriefLine::ByWhen,
        }),
        Field::NoteBody(note) => TextField::NoteBody(note),
        Field::Synthesis => TextField::Synthesis,
        Field::Charter => TextField::Charter,
    })
}
