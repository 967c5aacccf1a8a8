namespace CommandProcessor.Grains.Rules;

/// <summary>What the code of a refusal must be that ends a process.</summary>
internal static class CodeRules
{
    public static string? Mistake(int code) => code > 0 ? null : $"Code {code} is not more than 0.";
}
