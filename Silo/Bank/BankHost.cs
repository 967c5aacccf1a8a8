using CommandProcessor.Client;
using CommandProcessor.Journal;
using CommandProcessor.Silo.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Silo.Bank;

/// <summary>What a bank needs of the silo it runs on.</summary>
/// <param name="Client">For its customers.</param>
/// <param name="Journal">For its auditor, who only reads.</param>
/// <param name="Time">Of the silo.</param>
/// <param name="Place">Where the data lies, for a person.</param>
internal sealed record BankHost(CommandProcessorClient Client, IJournal Journal, TimeProvider Time, string Place)
{
    public static BankHost Of(ShortSilo silo) => new(
        silo.Services.GetRequiredService<CommandProcessorClient>(),
        silo.Services.GetRequiredService<IJournal>(),
        silo.Services.GetRequiredService<TimeProvider>(),
        silo.Place);
}
