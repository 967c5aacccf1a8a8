using System.Collections.Frozen;

namespace CommandProcessor.Grains.Interfaces.Money;

/// <summary>The currencies of ISO 4217 in use, with the number of decimals of each.</summary>
public static class Currency
{
    private const string TwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD " +
        "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL " +
        "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR " +
        "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, int> Decimals =
        TwoDecimals.Split(' ').Select(code => KeyValuePair.Create(code, 2))
            .Concat(NoDecimals.Split(' ').Select(code => KeyValuePair.Create(code, 0)))
            .Concat(ThreeDecimals.Split(' ').Select(code => KeyValuePair.Create(code, 3)))
            .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The number of decimals that amounts of the currency have, or null if there is no such currency.</summary>
    public static int? DecimalsOf(string? code) => code is not null && Decimals.TryGetValue(code, out var decimals) ? decimals : null;
}
