namespace CommandProcessor.Silo.Retail;

/// <summary>
/// The data knows no categories, but a product's name says what it is: the first of the groups below that has one of its words is its category. What
/// a thing is made for comes before what it is, so that a Christmas candle is a Christmas thing. Codes without a digit (POST, M, …) are no goods.
/// </summary>
internal static class RetailCategories
{
    private const string Services = "Services";
    private const string Other = "Other goods";

    private static readonly (string Category, string[] Words)[] Groups =
    [
        ("Christmas and Easter", ["CHRISTMAS", "XMAS", "ADVENT", "EASTER", "SANTA", "REINDEER", "SNOWMAN", "NOEL"]),
        ("Jewellery", ["NECKLACE", "EARRINGS", "BRACELET", "RING", "CHARM", "BROOCH", "PENDANT", "HAIR", "TRINKET", "JEWELLERY", "BANGLE"]),
        ("Lighting and candles", ["CANDLE", "CANDLES", "T-LIGHT", "T-LIGHTS", "LIGHT", "LIGHTS", "LANTERN", "LAMP", "INCENSE", "CANDLEHOLDER", "CANDLESTICK"]),
        ("Bags and travel", ["BAG", "BAGS", "HANDBAG", "PURSE", "WALLET", "LUGGAGE", "TRAVEL", "PASSPORT", "SHOPPER", "UMBRELLA", "PARASOL"]),
        ("Cards, paper and craft",
            ["CARD", "CARDS", "PAPER", "WRAP", "NOTEBOOK", "PENCILS", "PEN", "STICKERS", "STICKER", "RIBBON", "RIBBONS", "TAPE", "TISSUES", "BOOK", "LETTER", "CRAFT", "SEWING", "FELTCRAFT", "CHALKBOARD"]),
        ("Kitchen and table",
            ["MUG", "CUP", "TEA", "TEAPOT", "COFFEE", "PLATE", "BOWL", "CAKE", "CUTLERY", "KITCHEN", "BOTTLE", "JAR", "TRAY", "NAPKINS", "APRON", "BAKING", "LUNCH", "DISH", "GLASS", "JUG", "COASTER", "PANTRY", "PICNIC", "EGG"]),
        ("Party and toys", ["PARTY", "BIRTHDAY", "BUNTING", "GARLAND", "TOY", "DOLL", "DOLLY", "JIGSAW", "GAME", "CHILDRENS", "CHILDS", "PLAYHOUSE", "SOLDIER"]),
        ("Garden", ["GARDEN", "PLANT", "PLANTER", "WATERING", "BIRD", "FLOWER", "HERB"]),
        ("Home and decoration",
            ["DECORATION", "FRAME", "CLOCK", "MIRROR", "CUSHION", "SIGN", "WALL", "HOOK", "HANGER", "DOORMAT", "DOORSTOP", "DRAWER", "CABINET", "STAND", "BOX", "BOXES", "TIN", "TINS", "TILE", "BASKET", "STORAGE", "HEART", "HOLDER", "COVER", "KNOB", "WREATH"]),
    ];

    private static readonly Dictionary<string, int> GroupOf =
        Groups.SelectMany((group, index) => group.Words.Select(word => (word, index))).ToDictionary(pair => pair.word, pair => pair.index, StringComparer.Ordinal);

    public static string Of(string sku, string name)
    {
        if (!sku.Any(char.IsAsciiDigit) || name.Contains("Voucher", StringComparison.OrdinalIgnoreCase)) return Services;
        var first = name.ToUpperInvariant().Split([' ', ',', '.', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => GroupOf.GetValueOrDefault(word, Groups.Length)).Append(Groups.Length).Min();
        return first < Groups.Length ? Groups[first].Category : Other;
    }
}
