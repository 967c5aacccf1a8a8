using System.Globalization;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>What breaks a law: all of it counted, the first of it kept.</summary>
internal sealed class Faults
{
    private const int KeptCountMax = 100;
    private readonly List<string> _kept = [];

    public long Count { get; private set; }

    public IReadOnlyList<string> Kept => _kept;

    public void Add(FormattableString fault)
    {
        if (++Count <= KeptCountMax) _kept.Add(fault.ToString(CultureInfo.InvariantCulture));
    }

    public void AddUnless(bool isRight, FormattableString fault)
    {
        if (!isRight) Add(fault);
    }
}
