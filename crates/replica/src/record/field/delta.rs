//! An edit of a text as CBOR: what stays as a positive number, what goes as a negative one, what comes in as text.

use minicbor::{
    Decoder, Encoder,
    data::Type,
    decode::Error as DecodeError,
    encode::{Error as EncodeError, Write},
};
use naptime_domain::text::{TextDelta, TextOp};

/// Most parts of one edit: what a session of a text box hands over at once has two or three.
const OPS_MAX: u64 = 4_096;

pub(in crate::record) fn encode<Ctx, W: Write>(
    delta: &TextDelta,
    e: &mut Encoder<W>,
    _: &mut Ctx,
) -> Result<(), EncodeError<W::Error>> {
    e.array(delta.ops().len() as u64)?;
    for op in delta.ops() {
        match op {
            TextOp::Retain(units) => e.u32(*units)?,
            TextOp::Insert(text) => e.str(text)?,
            TextOp::Delete(units) => e.i64(-i64::from(*units))?,
        };
    }
    Ok(())
}

pub(in crate::record) fn decode<Ctx>(d: &mut Decoder<'_>, _: &mut Ctx) -> Result<TextDelta, DecodeError> {
    let count = d.array()?.filter(|count| *count <= OPS_MAX);
    let count = count.ok_or_else(|| DecodeError::message("an edit of too many parts"))?;
    (0..count)
        .map(|_| match d.datatype()? {
            Type::String => d.str().map(|text| TextOp::Insert(text.to_owned())),
            Type::U8 | Type::U16 | Type::U32 => d.u32().map(TextOp::Retain),
            _ => u32::try_from(d.i64()?.unsigned_abs())
                .map(TextOp::Delete)
                .map_err(|_| DecodeError::message("not a part of an edit")),
        })
        .collect()
}
