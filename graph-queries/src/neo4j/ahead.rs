//! [`Ahead`]: rows of an answer, received while those before them are being worked on.
//!
//! The driver asks for the next rows only once the last ones were taken, and reads nothing from the
//! network meanwhile. Here its own thread goes on receiving, at most [`HELD`] answers ahead, so that
//! the server, the driver and whoever takes the rows work at the same time. Dropped, it stops at once.

use std::vec::IntoIter;

use neo4rs::{DetachedRowStream, Error, Row};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::JoinHandle;

/// Answers of one fetch each that wait to be taken; with the one being received they bound the memory.
const HELD: usize = 1;

pub(super) struct Ahead {
    answers: Receiver<Result<Vec<Row>, Error>>,
    taken: IntoIter<Row>,
    task: JoinHandle<()>,
}

impl Ahead {
    /// Begin to receive; inside the runtime of the driver.
    pub(super) fn of(mut stream: DetachedRowStream) -> Self {
        let (give, answers) = channel(HELD);
        let task = tokio::spawn(async move {
            loop {
                let answer = match stream.next().await {
                    Ok(None) => return,
                    Ok(Some(first)) => Ok(std::iter::once(first).chain(std::iter::from_fn(|| stream.pop())).collect()),
                    Err(e) => Err(e),
                };
                let last = answer.is_err();
                if give.send(answer).await.is_err() || last {
                    return;
                }
            }
        });
        Self { answers, taken: Vec::new().into_iter(), task }
    }

    /// The next row where it is here already.
    pub(super) fn held(&mut self) -> Option<Row> {
        self.taken.next()
    }

    /// The next row; `None` at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Row>, Error> {
        loop {
            if let Some(row) = self.held() {
                return Ok(Some(row));
            }
            match self.answers.recv().await {
                Some(answer) => self.taken = answer?.into_iter(),
                None => return Ok(None),
            }
        }
    }
}

impl Drop for Ahead {
    /// The connection goes with the task, which may be waiting for an answer.
    fn drop(&mut self) {
        self.task.abort();
    }
}
