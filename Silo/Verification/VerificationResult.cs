using CommandProcessor.Silo.Verification.Accounting;

namespace CommandProcessor.Silo.Verification;

/// <summary>What came of verifying everything.</summary>
/// <param name="Books">The journal added up.</param>
internal sealed record VerificationResult(IReadOnlyList<Finding> Findings, Books Books);
