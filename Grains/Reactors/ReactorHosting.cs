using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Reactors;

/// <summary>Adds the processes between aggregates to a silo.</summary>
public static class ReactorHosting
{
    /// <summary>Adds the reactors and their supervisor to the write side. Needs an <see cref="IReactorStore"/>.</summary>
    public static ISiloBuilder AddCommandProcessorReactors(this ISiloBuilder silo, Action<ReactorOptions>? reactors = null)
    {
        var services = silo.Services;
        services.AddOptions<ReactorOptions>().BindConfiguration(ReactorOptions.Section).Configure(reactors ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReactorOptions>, ReactorOptionsAnnotations>());
        services.AddSingleton<IReactor, TransferReactor>();
        services.AddSingleton<IReactor, PaymentReactor>();
        services.AddSingleton<IReactor, OrderReactor>();
        services.AddSingleton<IReactor, ExpiryReactor>();
        services.TryAddSingleton<ReactorInstruments>();
        services.TryAddSingleton<IStepSender, StepSender>();
        services.AddSingleton<ReactorParts>();
        services.AddSingleton<ReactorSupervisor>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ReactorSupervisor>());
        return silo;
    }
}
