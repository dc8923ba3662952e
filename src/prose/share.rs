//! Percentages: of which part, in which whole.

use super::group::Group;
use super::number::Number;
use super::reader::Reader;
use super::token::Spanned;
use super::{Share, vocabulary::Sense};

impl Reader<'_> {
    /// A percentage: 占33.9%, （17.46%）, 自然人提出的占60%.
    pub(super) fn share(&mut self, before: &Group, number: &Number, piece: &Spanned) {
        let enclosed = std::mem::take(&mut self.sentence.enclosed);
        if before.compare || !number.exact || before.share.is_none() && !enclosed {
            return;
        }
        let (part, part_measure, mut judged) = match &before.share {
            Some(named) if !named.is_empty() => {
                let measure = self.measure_of(named);
                (None, measure, measure.is_some())
            }
            // Right behind a number.
            _ if before.share.is_some() || before.items.is_empty() && !before.foreign => {
                match self.sentence.last.take() {
                    Some((value, measure, clear)) => (Some(value), measure, clear),
                    None => return,
                }
            }
            _ => return,
        };
        let whole: Vec<Sense> = match before.share {
            Some(_) if !before.items.is_empty() => before.senses().into_iter().collect(),
            _ => before.among.clone(),
        };
        let whole_measure = self.measure_of(&whole);
        // A whole that is named but not known is not one of those said before.
        judged &= whole.is_empty() || whole_measure.is_some();
        judged &= before.is_clear() && !self.sentence.plan && !self.sentence.elsewhere;
        let wholes: Vec<i128> = self.wholes.iter().map(|(_, value)| *value).collect();
        judged &= whole_measure.is_some() || !wholes.is_empty();
        judged &= self.topic == Some(self.vocabulary.known.request);
        let printed = self.passage.printed(piece.from, piece.from + number.digits);
        self.prose.shares.push(Share {
            percent: number.value,
            places: number.places,
            printed,
            part,
            part_measure,
            whole_measure,
            wholes,
            judged,
            quote: self.quote(piece.from, piece.to),
        });
    }

    fn measure_of(&self, senses: &[Sense]) -> Option<usize> {
        if senses.is_empty() {
            return None;
        }
        let senses = senses.iter().copied().collect();
        self.vocabulary.measure(&senses, self.topic)
    }
}
