using CommandProcessor.Client.Tests.Fakes;
using CommandProcessor.Grains.Interfaces.Orders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace CommandProcessor.Client.Tests;

/// <summary>A client over fake grains and a fake clock.</summary>
public sealed class ClientFixture
{
    public static readonly OrderId Order = new("17850", "536365");
    public static readonly OrderCommand.PlaceOrder Place = new("GBP", [new("85123A", 6, 2.55m)], new("17850", "United Kingdom", "United Kingdom"));

    public ClientFixture(Action<CommandProcessorClientOptions>? configure = null)
    {
        (var factory, Grains) = FakeGrains.Create();
        var services = new ServiceCollection();
        services.AddSingleton(factory);
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddCommandProcessorClient(options =>
        {
            options.Principal = "tests";
            configure?.Invoke(options);
        });
        Client = services.BuildServiceProvider().GetRequiredService<CommandProcessorClient>();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2011, 12, 9, 12, 50, 0, TimeSpan.Zero));

    public FakeGrains Grains { get; }

    public CommandProcessorClient Client { get; }

    /// <summary>Moves the clock in small steps until the task has ended, however it ends.</summary>
    public async Task DriveAsync(Task task)
    {
        for (var step = 0; !task.IsCompleted; step++)
        {
            Assert.True(step < 100_000, "The call went on after 1,000 s of its clock.");
            Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }
}
