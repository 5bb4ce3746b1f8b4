"""Import paths of the Go standard library, so that they are not taken for dependencies or folders."""

from __future__ import annotations

# Packages with a slash in their path as of Go 1.24 (`go list std`), internal and vendored ones left out.
_NESTED = """
archive/tar archive/zip compress/bzip2 compress/flate compress/gzip compress/lzw compress/zlib container/heap
container/list container/ring crypto/aes crypto/cipher crypto/des crypto/dsa crypto/ecdh crypto/ecdsa crypto/ed25519
crypto/elliptic crypto/fips140 crypto/hkdf crypto/hmac crypto/md5 crypto/mlkem crypto/pbkdf2 crypto/rand crypto/rc4
crypto/rsa crypto/sha1 crypto/sha256 crypto/sha3 crypto/sha512 crypto/subtle crypto/tls crypto/x509 crypto/x509/pkix
database/sql database/sql/driver debug/buildinfo debug/dwarf debug/elf debug/gosym debug/macho debug/pe
debug/plan9obj encoding/ascii85 encoding/asn1 encoding/base32 encoding/base64 encoding/binary encoding/csv
encoding/gob encoding/hex encoding/json encoding/pem encoding/xml go/ast go/build go/build/constraint go/constant
go/doc go/doc/comment go/format go/importer go/parser go/printer go/scanner go/token go/types go/version
hash/adler32 hash/crc32 hash/crc64 hash/fnv hash/maphash html/template image/color image/color/palette image/draw
image/gif image/jpeg image/png index/suffixarray io/fs io/ioutil log/slog log/syslog math/big math/bits math/cmplx
math/rand math/rand/v2 mime/multipart mime/quotedprintable net/http net/http/cgi net/http/cookiejar net/http/fcgi
net/http/httptest net/http/httptrace net/http/httputil net/http/pprof net/mail net/netip net/rpc net/rpc/jsonrpc
net/smtp net/textproto net/url os/exec os/signal os/user path/filepath regexp/syntax runtime/cgo runtime/coverage
runtime/debug runtime/metrics runtime/pprof runtime/race runtime/trace sync/atomic testing/fstest testing/iotest
testing/quick testing/slogtest testing/synctest text/scanner text/tabwriter text/template text/template/parse
time/tzdata unicode/utf16 unicode/utf8
"""

_FLAT = """
bufio builtin bytes cmp context crypto embed encoding errors expvar flag fmt hash html image io iter log maps math
mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing time unicode
unique unsafe weak
"""

_PACKAGES = frozenset((*_NESTED.split(), *_FLAT.split()))
_NAMES = frozenset(path.rpartition("/")[2] for path in _PACKAGES)


def is_standard_package(path: str) -> bool:
    """Tell whether an import path is one of the standard library's."""
    return path in _PACKAGES


def is_standard_qualifier(name: str) -> bool:
    """Tell whether a package of the standard library is called by a name in code: `http`, `json`, `rand`."""
    return name in _NAMES
