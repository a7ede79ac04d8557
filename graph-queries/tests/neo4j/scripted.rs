//! A server that speaks Bolt 4.4 by a script: for faults that a real one does not show on demand.
//!
//! It knows as much of the protocol as the driver uses: one struct for each message in chunks, rows
//! after PULL, IGNORED after a failure until RESET.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// What travels in answers.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(&'static str, Value)>),
}

pub(crate) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// What a question is answered with.
pub(crate) enum Reply {
    /// One row of named columns, or none where there are no columns.
    Row(Vec<(&'static str, Value)>),
    /// A code and a message.
    Failure(&'static str, &'static str),
    /// Nothing, for ever.
    Silence,
}

/// The port of a server that answers each text of Cypher as the script says; `HELLO` and `COMMIT`
/// are asked for as such. It runs until the tests end.
pub(crate) fn scripted(script: impl Fn(&str) -> Reply + Send + Sync + 'static) -> u16 {
    listen(
        move |mut client, script: &dyn Fn(&str) -> Reply| {
            let mut hello = [0; 20];
            client.read_exact(&mut hello)?;
            client.write_all(&[0, 0, 4, 4])?;
            converse(&mut client, script)
        },
        script,
    )
}

/// The port of something that says this to everybody, and hangs up.
pub(crate) fn saying(words: &'static [u8]) -> u16 {
    listen(
        move |mut client, _| {
            let mut some = [0; 16];
            let _ = client.read(&mut some)?;
            client.write_all(words)
        },
        |_| Reply::Silence,
    )
}

fn listen(
    serve: impl Fn(TcpStream, &dyn Fn(&str) -> Reply) -> std::io::Result<()> + Send + Sync + 'static,
    script: impl Fn(&str) -> Reply + Send + Sync + 'static,
) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let (serve, script) = (Arc::new(serve), Arc::new(script));
    std::thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let (serve, script) = (serve.clone(), script.clone());
            std::thread::spawn(move || serve(client, &*script));
        }
    });
    port
}

fn converse(client: &mut TcpStream, script: &dyn Fn(&str) -> Reply) -> std::io::Result<()> {
    let (mut failed, mut row) = (false, Vec::new());
    loop {
        let message = receive(client)?;
        let asked = match message.get(1) {
            Some(0x01) => Some("HELLO".to_owned()),
            Some(0x10) => Some(first_text(&message[2..])),
            Some(0x12) => Some("COMMIT".to_owned()),
            _ => None,
        };
        match (message.get(1), asked) {
            (Some(0x02) | None, _) => return Ok(()),
            (Some(0x0f), _) => {
                failed = false;
                send(client, 0x70, &Value::Map(vec![]))?;
            }
            _ if failed => send(client, 0x7e, &Value::Map(vec![]))?,
            (_, Some(asked)) => match script(&asked) {
                Reply::Row(columns) => {
                    let names = columns.iter().map(|(name, _)| text(*name)).collect();
                    row = columns.into_iter().map(|(_, value)| value).collect();
                    send(client, 0x70, &Value::Map(vec![("fields", Value::List(names))]))?;
                }
                Reply::Failure(code, said) => {
                    failed = true;
                    send(client, 0x7f, &Value::Map(vec![("code", text(code)), ("message", text(said))]))?;
                }
                Reply::Silence => {
                    // Until the other side hangs up.
                    while client.read(&mut [0; 64])? > 0 {}
                    return Ok(());
                }
            },
            (Some(0x3f), None) => {
                if !row.is_empty() {
                    send(client, 0x71, &Value::List(std::mem::take(&mut row)))?;
                }
                send(client, 0x70, &Value::Map(vec![]))?;
            }
            _ => send(client, 0x70, &Value::Map(vec![]))?,
        }
    }
}

fn receive(client: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut message = Vec::new();
    loop {
        let mut size = [0; 2];
        client.read_exact(&mut size)?;
        let size = usize::from(u16::from_be_bytes(size));
        if size == 0 && !message.is_empty() {
            return Ok(message);
        }
        let start = message.len();
        message.resize(start + size, 0);
        client.read_exact(&mut message[start..])?;
    }
}

fn send(client: &mut TcpStream, signature: u8, value: &Value) -> std::io::Result<()> {
    let mut message = vec![0xb1, signature];
    // IGNORED has no field.
    if signature == 0x7e {
        message[0] = 0xb0;
    } else {
        pack(value, &mut message);
    }
    let mut chunk = u16::try_from(message.len()).unwrap().to_be_bytes().to_vec();
    chunk.append(&mut message);
    chunk.extend([0, 0]);
    client.write_all(&chunk)
}

fn pack(value: &Value, into: &mut Vec<u8>) {
    let mut sized = |marker: u8, size: usize| {
        into.push(marker);
        into.extend(u16::try_from(size).unwrap().to_be_bytes());
    };
    match value {
        Value::Number(number) => {
            into.push(0xcb);
            into.extend(number.to_be_bytes());
        }
        Value::Text(text) => {
            sized(0xd1, text.len());
            into.extend(text.as_bytes());
        }
        Value::List(items) => {
            sized(0xd5, items.len());
            items.iter().for_each(|item| pack(item, into));
        }
        Value::Map(pairs) => {
            sized(0xd9, pairs.len());
            for (key, value) in pairs {
                pack(&text(*key), into);
                pack(value, into);
            }
        }
    }
}

fn first_text(packed: &[u8]) -> String {
    let long = |bytes: usize| packed[1..=bytes].iter().fold(0, |n, &b| n << 8 | usize::from(b));
    let (start, size) = match packed[0] {
        tiny @ 0x80..=0x8f => (1, usize::from(tiny & 0x0f)),
        0xd0 => (2, long(1)),
        0xd1 => (3, long(2)),
        _ => (5, long(4)),
    };
    String::from_utf8_lossy(&packed[start..start + size]).into_owned()
}
