//! Passes bytes on between a client and a server, until something happens to the connection.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

/// A port before a server.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    left: AtomicI64,
    passed: AtomicI64,
    /// What happens when no bytes are left, before the connection is dropped.
    then: Box<dyn Fn() + Send + Sync>,
}

impl Proxy {
    pub(crate) fn before(port: u16, then: impl Fn() + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let shared =
            Arc::new(Shared { left: AtomicI64::new(i64::MAX), passed: AtomicI64::new(0), then: Box::new(then) });
        let proxy = Self { port: listener.local_addr().unwrap().port(), shared: shared.clone() };
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                pass(client.try_clone().unwrap(), server.try_clone().unwrap(), shared.clone());
                pass(server, client, shared.clone());
            }
        });
        proxy
    }

    /// Drop every connection once so many more bytes have passed in either direction.
    pub(crate) fn cut_after(&self, bytes: i64) {
        self.shared.left.store(bytes, Relaxed);
    }

    /// Pass everything again.
    pub(crate) fn heal(&self) {
        self.cut_after(i64::MAX);
    }

    /// Bytes that have passed since this was asked the last time.
    pub(crate) fn passed(&self) -> i64 {
        self.shared.passed.swap(0, Relaxed)
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, shared: Arc<Shared>) {
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let bytes = i64::try_from(read).unwrap();
            shared.passed.fetch_add(bytes, Relaxed);
            let left = shared.left.fetch_sub(bytes, Relaxed);
            if left < bytes {
                // The first one to find nothing left.
                if left >= 0 {
                    (shared.then)();
                }
                break;
            }
            if to.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
    });
}
