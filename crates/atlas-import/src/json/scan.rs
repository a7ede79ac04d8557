//! Where a JSON value ends, without understanding it. Iterative: depth costs no stack.

/// Bytes that matter outside strings.
const fn structure() -> [bool; 256] {
    let mut table = [false; 256];
    let bytes = b"\"{}[]";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
}
static STRUCTURE: [bool; 256] = structure();

/// Finds the end of one value in a stream of slices; holds nothing of it.
///
/// Ends behind the closing bracket or quote; a bare word or number ends before the comma, bracket
/// or white space behind it. Brackets are counted, not matched: what lies in between is nobody's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Skip {
    depth: u64,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl Skip {
    /// Skip to the end of the innermost array or object that is already open.
    pub(crate) fn rest_of_open() -> Self {
        Self { depth: 1, begun: true, ..Self::default() }
    }

    /// Go on in `bytes`: how many belong to the value, and whether it ended there. O(bytes).
    pub(crate) fn step(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut i = 0;
        while i < bytes.len() {
            if self.in_string {
                if self.escaped {
                    self.escaped = false;
                    i += 1;
                    continue;
                }
                match memchr::memchr2(b'"', b'\\', &bytes[i..]) {
                    None => return (bytes.len(), false),
                    Some(n) => {
                        i += n + 1;
                        if bytes[i - 1] == b'\\' {
                            self.escaped = true;
                        } else {
                            self.in_string = false;
                            if self.depth == 0 {
                                return (i, true);
                            }
                        }
                    }
                }
                continue;
            }
            let byte = bytes[i];
            if self.depth == 0 {
                match byte {
                    b'}' | b']' | b',' => return (i, true),
                    b' ' | b'\n' | b'\r' | b'\t' if self.begun => return (i, true),
                    _ => {}
                }
                self.begun |= !byte.is_ascii_whitespace();
            } else if !STRUCTURE[byte as usize] {
                i += 1;
                continue;
            }
            i += 1;
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (i, true);
                    }
                }
                _ => {}
            }
        }
        (i, false)
    }
}

/// The length of the array or object at the start of `bytes` if its brackets match. O(bytes).
pub(crate) fn balanced(bytes: &[u8]) -> Option<usize> {
    let mut open = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'"' => i += string(&bytes[i..])? - 1,
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            close @ (b'}' | b']') if open.pop() != Some(close) => return None,
            _ => {}
        }
        i += 1;
        if open.is_empty() {
            return Some(i);
        }
    }
    None
}

/// The length of the string at the start of `bytes`, quotes included.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut i = 1;
    loop {
        i += memchr::memchr2(b'"', b'\\', bytes.get(i..)?)?;
        if bytes[i] == b'"' {
            return Some(i + 1);
        }
        i += 2;
    }
}

/// How many levels of arrays and objects `text` (valid JSON) has. O(text).
pub(crate) fn depth(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut now, mut most, mut i) = (0_usize, 0, 0);
    while i < bytes.len() {
        match bytes[i] {
            b'"' => i += string(&bytes[i..]).unwrap_or(bytes.len() - i) - 1,
            b'{' | b'[' => {
                now += 1;
                most = most.max(now);
            }
            b'}' | b']' => now = now.saturating_sub(1),
            _ => {}
        }
        i += 1;
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_at_the_same_byte_however_it_is_cut() {
        for (value, after) in [
            (r#"{"a":[1,{"b":"}\"]\\"}],"c":null}"#, ", 1"),
            (r#""x\\\"y""#, "}"),
            ("-12.5e3", "]"),
            ("true", " ,"),
            ("[]", "[]"),
        ] {
            let text = format!("{value}{after}");
            for cut in 0..text.len() {
                let (head, tail) = text.as_bytes().split_at(cut);
                let mut skip = Skip::default();
                let (mut n, mut done) = skip.step(head);
                if !done {
                    assert_eq!(n, head.len(), "all of an unfinished slice belongs to the value");
                    let more;
                    (more, done) = skip.step(tail);
                    n += more;
                }
                assert_eq!((n, done), (value.len(), true), "{text} cut at {cut}");
            }
        }
    }

    #[test]
    fn brackets_must_match_and_depth_needs_no_stack() {
        assert_eq!(balanced(br#"{"a":"]"} "#), Some(9), "a bracket in a string is text");
        assert_eq!(balanced(br#"{"a":[}"#), None, "a mismatch is found at once");
        assert_eq!(balanced(br#"{"a""#), None);
        let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        assert_eq!(balanced(deep.as_bytes()), Some(2_000_000));
        assert_eq!(depth(&deep), 1_000_000);
        assert_eq!(depth(r#"{"a":"[[["}"#), 1);
    }
}
