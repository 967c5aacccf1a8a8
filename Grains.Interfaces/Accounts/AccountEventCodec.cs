using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>How account events stand in the journal and on the road.</summary>
public static class AccountEventCodec
{
    public static EventCodec<AccountEvent> Instance { get; } = new EventCodec<AccountEvent>()
        .Add("account-opened", AccountEventJson.Default.AccountOpened)
        .Add("account-deposited", AccountEventJson.Default.MoneyDeposited)
        .Add("account-withdrawn", AccountEventJson.Default.MoneyWithdrawn)
        .Add("account-hold-placed", AccountEventJson.Default.HoldPlaced)
        .Add("account-hold-declined", AccountEventJson.Default.HoldDeclined)
        .Add("account-hold-captured", AccountEventJson.Default.HoldCaptured)
        .Add("account-hold-released", AccountEventJson.Default.HoldReleased)
        .Add("account-hold-expired", AccountEventJson.Default.HoldExpired)
        .Add("account-credited", AccountEventJson.Default.MoneyCredited)
        .Add("account-credit-declined", AccountEventJson.Default.CreditDeclined)
        .Add("account-reopened", AccountEventJson.Default.AccountReopened)
        .Add("account-frozen", AccountEventJson.Default.AccountFrozen)
        .Add("account-unfrozen", AccountEventJson.Default.AccountUnfrozen)
        .Add("account-closed", AccountEventJson.Default.AccountClosed);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(AccountEvent.AccountOpened))]
[JsonSerializable(typeof(AccountEvent.MoneyDeposited))]
[JsonSerializable(typeof(AccountEvent.MoneyWithdrawn))]
[JsonSerializable(typeof(AccountEvent.HoldPlaced))]
[JsonSerializable(typeof(AccountEvent.HoldDeclined))]
[JsonSerializable(typeof(AccountEvent.HoldCaptured))]
[JsonSerializable(typeof(AccountEvent.HoldReleased))]
[JsonSerializable(typeof(AccountEvent.HoldExpired))]
[JsonSerializable(typeof(AccountEvent.MoneyCredited))]
[JsonSerializable(typeof(AccountEvent.CreditDeclined))]
[JsonSerializable(typeof(AccountEvent.AccountReopened))]
[JsonSerializable(typeof(AccountEvent.AccountFrozen))]
[JsonSerializable(typeof(AccountEvent.AccountUnfrozen))]
[JsonSerializable(typeof(AccountEvent.AccountClosed))]
internal sealed partial class AccountEventJson : JsonSerializerContext;
