using System.IO.Compression;
using System.Text;

namespace CommandProcessor.Silo.Retail;

/// <summary>Opens the file, plain or gzipped as its first bytes say.</summary>
internal static class RetailFile
{
    /// <exception cref="RetailFileException">It is not there, may not be read, or calls itself gzipped and is not.</exception>
    public static TextReader Open(string path)
    {
        try
        {
            return Open(File.OpenRead(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RetailFileException($"{path} cannot be read: {error.Message}", error);
        }
    }

    public static TextReader Open(Stream file, string name)
    {
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!isGzip && name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new RetailFileException($"{name} is not gzipped, though its name says so.");
        var stream = isGzip ? new WholeGzipStream(file, name) : file;
        return new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), true, 64 * 1024);
    }

    /// <summary>
    /// .NET ends quietly where a gzip file was cut, which would lose orders without a word; so the size that its last four bytes tell is
    /// compared at the end.
    /// </summary>
    private sealed class WholeGzipStream(Stream file, string name) : Stream
    {
        private readonly uint _expected = ReadSize(file);
        private readonly GZipStream _inner = new(file, CompressionMode.Decompress);
        private long _length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Counted(_inner.Read(buffer, offset, count), count);

        public override int Read(Span<byte> buffer) => Counted(_inner.Read(buffer), buffer.Length);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await _inner.ReadAsync(buffer, cancellationToken), buffer.Length);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _inner.Dispose();
            base.Dispose(disposing);
        }

        private int Counted(int count, int asked)
        {
            _length += count;
            if (count == 0 && asked > 0 && (uint)_length != _expected)
                throw new InvalidDataException($"{name} is cut or damaged: it unpacks to {_length} bytes and tells of {_expected}.");
            return count;
        }

        private static uint ReadSize(Stream file)
        {
            Span<byte> size = stackalloc byte[4];
            file.Position = Math.Max(0, file.Length - size.Length);
            file.ReadExactly(size);
            file.Position = 0;
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(size);
        }
    }
}
